// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase

/// The one ``AlarmDesk`` of an appliance, for whoever watches, shows and acknowledges, on any thread.
public final class AlarmBook: Sendable {
    private let page: Mutex<Page>

    private struct Page {
        var desk: AlarmDesk
        /// What was acknowledged since somebody last watched.
        var acknowledged: [AlarmChange] = []
        var lastWatch: MonotonicInstant?
    }

    public init(rules: AlarmRules) { page = Mutex(Page(desk: AlarmDesk(rules: rules))) }

    /// May be changed at any time.
    public var rules: AlarmRules {
        get { page.withLock { $0.desk.rules } }
        set { page.withLock { $0.desk.rules = newValue } }
    }

    /// What is raised, the gravest first; `nil` before somebody has watched.
    public var active: [Alarm]? { page.withLock { $0.lastWatch == nil ? nil : $0.desk.active } }

    /// Looks at the appliance once; somebody should do so once a second, and only one.
    /// - Returns: All that changed since the last look, what was acknowledged included: for the journal and the
    ///   channels.
    public func watch(_ snapshot: ApplianceSnapshot, _ facts: AlarmFacts) -> [AlarmChange] {
        page.withLock { page in
            page.lastWatch = snapshot.now
            let readings = AlarmWatch(rules: page.desk.rules).readings(of: snapshot, and: facts)
            let seen = page.desk.observe(readings, at: snapshot.now, utc: snapshot.utc(at: snapshot.now))
            defer { page.acknowledged = [] }
            return page.acknowledged + seen
        }
    }

    /// Whether one of these alarms is raised, acknowledged or not; `nil` where nobody has watched for ``patience``.
    func isRaised(at now: MonotonicInstant, among counts: (String) -> Bool) -> Bool? {
        page.withLock { page in
            guard let last = page.lastWatch, now - last <= Self.patience else { return nil }
            return page.desk.raised.contains(where: counts)
        }
    }

    /// Whoever watches does so once a second.
    static let patience: Duration = .seconds(10)

    /// Takes down that somebody has seen an alarm; the next ``watch(_:_:)`` tells of it.
    /// - Parameter now: as of this moment.
    /// - Throws: Where it is not raised, or acknowledged already.
    public func acknowledge(_ id: String, by who: String, asOf now: ApplianceSnapshot) throws(CommandRefusal) {
        try page.withLock { (page) throws(CommandRefusal) in
            let change = try page.desk.acknowledge(id, by: who, at: now.now, utc: now.utc(at: now.now))
            page.acknowledged.append(change)
        }
    }
}
