// SPDX-License-Identifier: Apache-2.0

/// What may be granted to a client (IEEE 1588-2019, 16.1).
enum GrantKind: Int, Sendable, BitwiseCopyable, CaseIterable {
    case announce, sync, delayResponse

    /// How many there are, without making a list of them.
    static let count = 3

    /// `nil`: messages that we do not send to single clients on request.
    init?(_ type: MessageType) {
        switch type {
        case .announce: self = .announce
        case .sync: self = .sync
        case .delayResponse: self = .delayResponse
        default: return nil
        }
    }

    /// The shortest interval that is granted, log2 seconds. No profile has Announce more often than eight times a second, and
    /// they are the longest: whoever asks in another's name has them sent there.
    var shortestLog: Int8 { self == .announce ? -3 : Grant.logs.lowerBound }

    var type: MessageType {
        switch self {
        case .announce: .announce
        case .sync: .sync
        case .delayResponse: .delayResponse
        }
    }
}

/// One promise to one client, or the lack of one.
struct Grant: Sendable, BitwiseCopyable {
    /// Log2 seconds between two messages; `nil`: nothing is promised.
    var log: Int8?
    /// From when on nothing is promised any more, nanoseconds of the monotonic clock.
    var end: Int64 = 0
    /// Messages go at the ticks that leave this when divided by the interval.
    var phase: Int64 = 0
    /// Of the last message; it goes on when the promise is renewed, or made anew.
    var sequence: UInt16 = 0
    /// A Sync has gone, and its transmit stamp has not come.
    var awaitsStamp = false

    var isActive: Bool { log != nil }
}

extension Grant {
    /// The intervals that can be granted, log2 seconds.
    static let logs: ClosedRange<Int8> = -7...7

    /// Messages a second, in 128ths.
    static func rate(log: Int8) -> Int { 1 << Int(7 - log) }

    /// The first tick after `now` at which a message goes.
    func next(after now: Int64, log: Int8) -> Int64 {
        let interval = Tick.interval(log: log)
        return now + interval - ((now - phase) & (interval - 1))
    }

    /// Whether a message goes at this tick.
    func isDue(at tick: Int64, log: Int8) -> Bool { (tick - phase) & (Tick.interval(log: log) - 1) == 0 }
}
