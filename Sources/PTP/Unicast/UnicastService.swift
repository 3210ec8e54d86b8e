// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// What one port owes to single clients (IEEE 1588-2019, 16.1): grants, the messages that they promise, and how much of
/// everything one client may have; and everyone who asks.
///
/// All room is taken at the beginning: no message and no wake allocates, and what each costs does not grow with the number
/// of clients. Sends through the sink by itself and counts what it sends, grants and refuses.
public struct UnicastService: Sendable {
    /// Messages that one wake sends at most; what is due beyond them is due at once after whatever has arrived meanwhile.
    public static let batch = 64
    /// Timers that one wake looks at most.
    static let touches = 4 * batch
    /// Requests that are answered of one message.
    static let answersPerMessage = 16
    /// Signaling messages that one client may send a second.
    static let signalsPerSecond = 16

    /// `nil`: nothing is granted.
    let limits: UnicastLimits?
    let stamping: Stamping
    let grantsDelayResponses: Bool
    /// Whether delay requests are answered that no grant covers: where Sync goes to everybody (hybrid).
    let answersUngranted: Bool
    /// Between two delay requests of a client without a grant, nanoseconds.
    let ungrantedInterval: Int64

    var table: ClientTable
    var wheel: TimerWheel
    /// Messages a second promised, in 128ths.
    var promised = 0
    var phases: UInt64
    var isMaster = false
    /// Due messages that were left out, since they had been held up for an interval or longer.
    public internal(set) var skipped: UInt64 = 0
    /// Timers that wakes have looked at.
    public internal(set) var touched: UInt64 = 0

    /// - Parameter seed: of the table's hash and the messages' phases; drawn by chance.
    public init(_ settings: PortSettings, stamping: Stamping, seed: UInt64) {
        limits = settings.unicast
        self.stamping = stamping
        grantsDelayResponses = settings.delayMechanism == .endToEnd
        answersUngranted = settings.isMulticast
        ungrantedInterval = Pacer.interval(perSecond: settings.delayRequestsPerClient)
        // As many places again for those who only ask; a ticket has 15 bits for a place.
        let capacity = min(max(2 * (limits?.clients ?? 0), 4_096), UnicastTicket.places)
        table = ClientTable(capacity: capacity, seed: seed)
        wheel = TimerWheel(timers: limits == nil ? 0 : capacity * GrantKind.count)
        phases = seed
    }

    /// Who has grants now.
    public var grantedClients: Int { table.count(.granted) }

    /// Promised to them together, messages a second.
    public var promisedRate: Double { Double(promised) / 128 }

    /// Everyone who asked of late, in no order. Allocates.
    public var clients: [ClientFacts] { table.clients }

    /// When ``wake(at:isMaster:_:counters:into:)`` has something to do; `nil`: not before something comes.
    public var nextWake: MonotonicInstant? {
        if !isMaster, grantedClients > 0 { return MonotonicInstant(sinceEpoch: .zero) }
        return wheel.nextTick.map { MonotonicInstant(sinceEpoch: .nanoseconds(Tick.nanoseconds($0))) }
    }
}
