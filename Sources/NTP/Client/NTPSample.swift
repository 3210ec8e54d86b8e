// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What one exchange tells of our clock.
public struct NTPSample: Sendable, BitwiseCopyable {
    /// When the reply arrived of which it is.
    public var at: MonotonicInstant
    /// Our clock − the server's: positive, ours is ahead.
    public var offset: Duration
    /// There and back, without the server's own time; not negative.
    public var delay: Duration
    /// What the stamps and the clocks' rates add to what the offset may be wrong by, beside half the delay.
    public var dispersion: Duration
    /// Whether the server's transmit timestamp is that of the wire.
    public var isInterleaved = false

    /// How far the offset may be wrong if both clocks run at their rates and no packet is faster than none.
    public var reach: Duration { delay / 2 + dispersion }
}

/// One request and its reply: the four timestamps of RFC 5905, 8.
struct Exchange: Sendable, BitwiseCopyable {
    /// T1
    var sent: LocalStamp
    /// T2
    var received: NTPTimestamp
    /// T4
    var arrived: LocalStamp

    /// - Parameters:
    ///   - transmitted: T3.
    ///   - precision: of the server's clock, log2 seconds.
    func sample(transmitted: NTPTimestamp, precision: Int8, settings: ClientSettings) throws(ReplyRefusal) -> NTPSample
    {
        guard sent.era == arrived.era else { throw .stepped }
        let serving = transmitted - received
        guard serving >= .zero else { throw .header }
        guard serving <= settings.longestServing else { throw .longServing }
        let dispersion = dispersion(precision, settings.tolerance)
        let delay = (arrived.shown - sent.shown) - serving
        guard delay + dispersion >= .zero else { throw .negativeDelay }
        guard delay <= settings.longestDelay else { throw .longDelay }
        let offset = ((sent.shown - received) + (arrived.shown - transmitted)) / 2
        return NTPSample(at: arrived.at, offset: offset, delay: max(delay, .zero), dispersion: dispersion)
    }

    private func dispersion(_ precision: Int8, _ tolerance: Double) -> Duration {
        let reading = Duration.log2Seconds(min(max(precision, -32), 0))
        let travelling = max(0, (arrived.at - sent.at).realSeconds)
        let stamps = (sent.uncertainty + arrived.uncertainty) / 2
        return reading + stamps + .realSeconds(tolerance * min(travelling, 1e6))
    }

    func moved(by change: Duration) -> Exchange {
        Exchange(sent: sent.moved(by: change), received: received, arrived: arrived.moved(by: change))
    }
}

extension Duration {
    /// 2 to the power of `exponent`, in −59...17.
    static func log2Seconds(_ exponent: Int8) -> Duration {
        exponent >= 0
            ? .seconds(1 << Int64(exponent)) : Duration(attoseconds: (1_000_000_000_000_000_000 >> Int128(-exponent)))
    }
}
