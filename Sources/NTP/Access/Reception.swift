// SPDX-License-Identifier: Apache-2.0

/// What becomes of a request before it is looked into: by whom it is allowed, by how often its client asks. And who
/// was answered. For one worker.
public struct Reception: ~Copyable, Sendable {
    /// What is wanted of it.
    public struct Settings: Hashable, Sendable, BitwiseCopyable {
        /// `nil`: everybody is answered as often as there is time to.
        public var limit: RateLimit?
        /// Whether those who are denied are told so, by a kiss-o'-death DENY; otherwise nothing is said to them.
        public var tellsDenied = false

        public init() {}
    }

    public enum Treatment: Hashable, Sendable, BitwiseCopyable {
        case answer
        case refuse(Refusal)
        /// Refused, and told so: ``Responder/kiss(_:in:to:poll:)``.
        case tell(KissCode, Refusal)
    }

    /// Who was answered in some ten seconds, and their number; see ``ClientCensus``.
    public struct Visitors: Sendable, BitwiseCopyable {
        public let sketch: ClientSketch
        public let slice: Int64

        public init(sketch: ClientSketch, slice: Int64) { (self.sketch, self.slice) = (sketch, slice) }
    }

    /// So many of the denied are told a second, all together: each of them needs to hear it once.
    static let denialsPerSecond: UInt32 = 100

    private let secret: HashSecret
    private let settings: Settings
    private var table: RateTable?
    private var denials = AnswerBucket(at: 0)
    private let denialsSize = AnswerBucket.Size(perSecond: denialsPerSecond)
    private var sketch = ClientSketch()
    private var slice: Int64 = 0
    /// Whether somebody was answered since the sketch was told last, and when that was, nanoseconds.
    private var isUntold = false
    private var told: Int64 = 0

    /// - Parameter secret: the same for all workers, or else their sketches do not merge.
    public init(_ settings: Settings, secret: HashSecret) {
        (self.settings, self.secret) = (settings, secret)
        table = if let limit = settings.limit { RateTable(limit, secret: secret) } else { nil }
    }

    /// What the table has decided; `nil` where there is no limit.
    public var counters: RateCounters? {
        switch table {
        case .some(let table): table.counters
        case .none: nil
        }
    }

    /// Octets of the table, from beginning to end.
    public var footprint: Int {
        switch table {
        case .some(let table): table.footprint
        case .none: 0
        }
    }

    /// Whether there is a limit, and so are known clients.
    public var isLimiting: Bool { settings.limit != nil }

    /// The networks of known clients, as ``ClientKey`` has them: those who poll, and no more of them than there is room for.
    public func copyKnown(into networks: inout [UInt64], most: Int) {
        networks.removeAll(keepingCapacity: true)
        switch table {
        case .some(let table): table.copyKnown(into: &networks, most: most)
        case .none: break
        }
    }

    /// The interval that a kiss-o'-death asks for, log2 seconds.
    public var poll: Int8 { min(max(settings.limit?.interval ?? 0, 0), 17) }

    /// Judges one request of a client; control messages are others' affair. This machine itself may ask as often as it likes.
    /// - Parameters:
    ///   - address: an IPv6 number, or IPv4 in its mapped form.
    ///   - now: nanoseconds of the monotonic clock; one for a whole batch will do.
    public mutating func judge(_ address: UInt128, by policy: AccessPolicy, at now: Int64) -> Treatment {
        guard policy.allows(address) else {
            guard settings.tellsDenied, let denialsSize, denials.take(denialsSize, at: now) else {
                return .refuse(.denied)
            }
            return .tell(.deny, .denied)
        }
        let client = ClientKey(address, secret: secret)
        switch Self.isOfThisMachine(address) ? .serve : table?.judge(client, at: now) ?? .serve {
        case .serve:
            sketch.note(client)
            isUntold = true
            return .answer
        case .limit: return .refuse(.rateLimited)
        case .kiss: return .tell(.rate, .rateLimited)
        case .crowd: return .refuse(.crowded)
        }
    }

    /// Once a batch: hands over who was answered, when the ten seconds of a slice are over, and before that once a second
    /// where there was anybody. Who is handed over twice counts once.
    public mutating func handOver(at now: Int64, to take: (Visitors) -> Void) {
        let current = ClientCensus.slice(at: now)
        if current != slice {
            if !sketch.isEmpty { take(Visitors(sketch: sketch, slice: slice)) }
            (sketch, slice, isUntold) = (ClientSketch(), current, false)
        } else if isUntold, now &- told >= 1_000_000_000 {
            (isUntold, told) = (false, now)
            take(Visitors(sketch: sketch, slice: slice))
        }
    }

    /// 127.0.0.0/8 and ::1, which no network brings.
    private static func isOfThisMachine(_ address: UInt128) -> Bool {
        address >> 24 == 0xFFFF_7F || address == 1
    }
}
