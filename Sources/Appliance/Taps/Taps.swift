// SPDX-License-Identifier: Apache-2.0

/// Where one may listen to what the appliance hears, as it is heard: the receiver's line, the edges of the pulse, the NTP
/// requests. Listening slows nobody down; who listens too slowly is told how much he missed.
public final class Taps: Sendable {
    /// Seconds of a talkative receiver.
    public let line = TapRing<TappedLine>(capacity: 512)
    public let pulse = TapRing<TappedPulse>(capacity: 16)
    public let request = TapRing<TappedRequest>(capacity: 1024)

    /// How often a ring is looked into while somebody listens.
    public static let interval: Duration = .milliseconds(20)
    /// How many values wait for the reader of a stream; what comes after them is missed.
    static let mostWaiting = 1024

    public init() {}

    /// Every sentence of the receiver's.
    public func nmea() -> AsyncStream<Tapped<HeardFrame>> { stream(of: line, through: FrameStage(wanted: .nmea)) }

    /// Every UBX message of the receiver's.
    public func ubx() -> AsyncStream<Tapped<HeardFrame>> { stream(of: line, through: FrameStage(wanted: .ubx)) }

    /// Every edge of the pulse.
    public func pulses() -> AsyncStream<Tapped<TappedPulse>> { stream(of: pulse, through: PassOn()) }

    /// Every NTP request.
    public func requests() -> AsyncStream<Tapped<TappedRequest>> { stream(of: request, through: PassOn()) }

    private func stream<Stage: TapStage>(
        of ring: TapRing<Stage.Input>, through stage: Stage
    ) -> AsyncStream<Tapped<Stage.Output>> {
        // From here on nothing is missed, though the task begins a little later.
        let place = ring.enter()
        let (stream, outlet) = AsyncStream.makeStream(
            of: Tapped<Stage.Output>.self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
        let task = Task {
            var pump = TapPump(stage: stage, outlet: outlet)
            await pump.run(ring, from: place)
        }
        outlet.onTermination = { _ in task.cancel() }
        return stream
    }
}
