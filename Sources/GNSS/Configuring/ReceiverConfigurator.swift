// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Brings a u-blox receiver into the state in which it serves a clock best, one checked step after the other.
///
/// It asks who the receiver is, makes a ``ConfigurationPlan``, asks for each setting, and writes only what is not so
/// already. Every message waits for its acknowledgement, is repeated twice at most, and a refusal concerns that
/// setting alone. What is no u-blox gets three questions for its version and nothing else.
///
/// Give it all UBX frames by ``take(_:_:at:)``, and call ``step(at:)`` after that and at ``deadline`` until it has
/// nothing more to send.
public struct ReceiverConfigurator: Sendable {
    enum Phase: Hashable {
        case version, unique, port
        case reading, probing, writing
        case finished
    }

    /// After this many settings without any answer the receiver is gone.
    static let longestSilence = 3
    /// After a repetition a second answer may be on its way; it must not pass for the next one's. And a receiver whose
    /// search begins anew hears nothing for half a second.
    static let settling: Duration = .milliseconds(600)

    public internal(set) var report = ConfigurationReport()
    let options: ConfigurationOptions
    var link: ReceiverLink
    let memories: [ReceiverMemory]
    var phase = Phase.version
    var exchange: Exchange? = .ask(.monVer)
    var pause: MonotonicInstant?
    /// What is still to be settled, the next one last.
    var settings: [ReceiverSetting] = []
    /// Settings in a row that had no answer.
    var silences = 0
    var lacksNeeded = false
    /// Keys of the current setting that are asked for one by one.
    var probe: SignalProbe?

    /// - Parameter memories: of receivers configured before: what one of them refused is not tried again.
    public init(link: ReceiverLink, options: ConfigurationOptions = .init(), memories: [ReceiverMemory] = []) {
        (self.link, self.options, self.memories) = (link, options, memories)
        report.port = link.port
    }

    public var isFinished: Bool { phase == .finished }

    /// When to call ``step(at:)`` if nothing is heard before; `nil`: at once, or never again.
    public var deadline: MonotonicInstant? { pause ?? exchange?.deadline }

    /// What is to be remembered of the receiver; `nil` until it is known and done.
    public var memory: ReceiverMemory? {
        guard report.outcome == .done, !options.isDryRun else { return nil }
        return ReceiverMemory(report, link: link)
    }

    /// A UBX frame was heard.
    public mutating func take(_ id: UBXMessageID, _ payload: Span<UInt8>, at now: MonotonicInstant) {
        // Nothing is awaited before the question was sent.
        guard var running = exchange, running.sent > 0 else { return }
        let outcome = running.take(id, payload)
        exchange = running
        if let outcome { conclude(outcome, after: running.sent, at: now) }
    }

    /// What to write to the receiver now; call again until it is `nil`.
    public mutating func step(at now: MonotonicInstant) -> [UInt8]? {
        if let pause {
            if now < pause { return nil }
            self.pause = nil
        }
        while var running = exchange {
            let (send, outcome) = running.step(at: now)
            exchange = running
            if send { return running.frame }
            guard let outcome else { return nil }
            conclude(outcome, after: running.sent, at: now)
        }
        return nil
    }

    private mutating func conclude(_ outcome: Exchange.Outcome, after sent: Int, at now: MonotonicInstant) {
        exchange = nil
        let isRestarting = phase == .writing && settings.last?.restartsSearch == true
        switch phase {
        case .version: concludeVersion(outcome)
        case .unique: concludeUnique(outcome)
        case .port: concludePort(outcome)
        case .reading: concludeReading(outcome)
        case .probing: concludeProbing(outcome)
        case .writing: concludeWriting(outcome)
        case .finished: break
        }
        if sent > 1 || isRestarting, exchange != nil { pause = now + Self.settling }
    }
}
