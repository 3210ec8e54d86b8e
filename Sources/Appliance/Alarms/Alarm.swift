// SPDX-License-Identifier: Apache-2.0

/// Something that wants a person's attention.
public struct Alarm: Codable, Hashable, Sendable {
    /// In rising gravity.
    public enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
        /// Worth knowing; nothing is wrong.
        case notice
        /// Something is wrong, and the time is still good.
        case warning
        /// The time is in danger, or lost.
        case critical

        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .notice: 0
            case .warning: 1
            case .critical: 2
            }
        }
    }

    /// A short lower-case name that stays the same: "receiver-silent".
    public var name: String
    public var severity: Severity
    /// One sentence that says what is wrong.
    public var text: String
    /// When it was raised: UTC, ISO 8601, as our clock showed it; `null` where nobody watched.
    @Nullable public var since: String?
    /// Who acknowledged it; `null`: nobody yet.
    @Nullable public var acknowledged: String?
    /// One sentence that says what to do.
    @Nullable public var hint: String?

    public init(
        _ name: String, _ severity: Severity, _ text: String, since: String? = nil, acknowledged: String? = nil,
        hint: String? = nil
    ) {
        (self.name, self.severity, self.text) = (name, severity, text)
        (self.since, self.acknowledged, self.hint) = (since, acknowledged, hint)
    }
}

extension Alarm {
    /// Everything that wants attention now, the gravest first. Where nobody watches, what this look alone shows:
    /// without what must have lasted for a while, and without what a snapshot does not tell.
    public static func all(in snapshot: ApplianceSnapshot) -> [Alarm] {
        if let watched = snapshot.alarms { return watched }
        let atAGlance = AlarmWatch().readings(of: snapshot).filter { reading in
            AlarmDefinition.named(reading.id)?.isToldAtAGlance ?? false
        }
        return gravestFirst(atAGlance.map { $0.alarm() })
    }

    /// Among those of one severity, what explains most comes first.
    static func gravestFirst(_ alarms: [Alarm]) -> [Alarm] {
        alarms.sorted { a, b in
            if a.severity != b.severity { return a.severity > b.severity }
            let (one, other) = (AlarmDefinition.rank(a.name), AlarmDefinition.rank(b.name))
            return one == other ? a.name < b.name : one < other
        }
    }
}
