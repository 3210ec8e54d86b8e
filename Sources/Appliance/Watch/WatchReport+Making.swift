// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

extension WatchReport {
    /// - Parameter group: of this one alone; `nil`: of all.
    public init(_ snapshot: ApplianceSnapshot, group: String? = nil) {
        let facts = snapshot.watch
        let isTold = facts.groups.map { group == nil || $0.name == group }
        let all = Node.all(of: facts, in: snapshot).filter { isTold[$0.group] }
        groups = facts.groups.indices.filter { isTold[$0] }.map { number in
            Group(number, of: facts, all.filter { $0.group == number }.map(\.node), in: snapshot)
        }
        nodes = all.map(\.node).sorted { ($0.urgency, $1.distance, $0.name) < ($1.urgency, $0.distance, $1.name) }
        ownErrorBoundNs =
            snapshot.state.isTrustworthy
            ? snapshot.state.errorBound.after(snapshot.now - snapshot.state.asOf).realNanoseconds : nil
        trouble = facts.trouble
    }
}

extension WatchReport.Node {
    /// What is named in the configuration and has no address.
    static let unresolved = "unresolved"

    /// All but the addresses at which nobody has ever answered, each with its group's number.
    fileprivate static func all(
        of facts: WatchFacts, in snapshot: ApplianceSnapshot
    ) -> [(group: Int, node: WatchReport.Node)] {
        let clocks = facts.table?.clocks ?? []
        let known = zip(facts.targets, clocks).filter { $1.condition != .absent }
        return known.map { target, clock in
            (target.group, Self(target, clock, facts.groups[target.group], in: snapshot))
        } + facts.unknown.map { ($0.group, Self($0, facts.groups[$0.group])) }
    }

    private init(_ name: UnknownName, _ group: WatchFacts.Group) {
        self.init(
            group: group.name, name: name.name, protocol: name.isPTP ? "ptp" : "ntp", address: nil,
            state: Self.unresolved, since: nil, secondsSince: nil,
            asked: 0, answered: 0, refused: 0, text: name.reason.map { "\($0)." } ?? "It is being looked up.")
    }

    private init(
        _ target: WatchTarget, _ clock: WatchedClock, _ group: WatchFacts.Group, in snapshot: ApplianceSnapshot
    ) {
        let tolerance = OwnClock(snapshot).tolerance
        let difference = clock.isMeasured ? clock.difference : nil
        self.init(
            group: group.name, name: target.name, protocol: clock.isTold ? "ptp" : "ntp", address: target.place,
            state: "\(clock.condition)",
            since: snapshot.utcText(at: clock.since), secondsSince: max(0, (snapshot.now - clock.since).realSeconds),
            offsetNs: difference?.offset.realNanoseconds,
            uncertaintyNs: difference.map { clock.reach($0, at: snapshot.now, tolerance: tolerance).realNanoseconds },
            delayNs: clock.isTold ? nil : difference?.delay.realNanoseconds,
            secondsSinceReply: clock.lastReply.map { max(0, (snapshot.now - $0).realSeconds) },
            stratum: clock.isTold ? nil : clock.word.map { Int($0.stratum) },
            isSynchronised: clock.word?.isSynchronised,
            asked: clock.asked, answered: clock.answered, refused: clock.refused, text: "")
        ptp = snapshot.watch.told[target].map { WatchReport.OwnWord($0, ours: snapshot.watch.ourClock) }
        text = [sentence(clock, group.rules), ptp?.sentence].compactMap(\.self).joined(separator: " ")
    }

    private func sentence(_ clock: WatchedClock, _ rules: WatchRules) -> String {
        let limit = rules.threshold.humanText
        let time = secondsSince.map { " for \(Duration.realSeconds($0).humanText)" } ?? ""
        switch clock.condition {
        case .waiting: return "It has not been measured yet."
        case .within: return "It is \(place)."
        case .unclear where offsetNs == nil && clock.isTold:
            return "It answers, but where it is cannot be told from what it says."
        case .unclear where offsetNs == nil: return "It answers, but nothing that it could be measured by."
        case .unclear: return "It is \(place): whether that is within \(limit) cannot be told."
        case .unsynchronised where clock.isTold: return "It says that nothing keeps it\(time)."
        case .unsynchronised: return "It says that it is not synchronised\(time); it is \(place)."
        case .over: return "It is \(place); \(limit) are allowed. It has been so\(time)."
        case .silent where clock.isTold && clock.lastReply == nil:
            return "No PTP clock has answered there\(time)."
        case .silent: return "It has not answered\(time)."
        case .refusing: return "It answers that it does not want to be asked."
        case .absent: return "Nobody has ever answered there."
        }
    }

    /// "2.1 ms ahead ± 0.3 ms"
    var place: String {
        guard let offsetNs, let uncertaintyNs else { return "not measured now" }
        let size = StatusReport.human(offsetNs.magnitude)
        let side = offsetNs < 0 ? " behind" : " ahead"
        return "\(size)\(side) ± \(StatusReport.human(uncertaintyNs))"
    }

    fileprivate var distance: Double { offsetNs?.magnitude ?? 0 }

    /// The gravest is 0.
    fileprivate var urgency: Int {
        let order = ["over", "silent", Self.unresolved, "refusing", "unsynchronised", "unclear", "waiting", "within"]
        return order.firstIndex(of: state) ?? order.count
    }

    /// Every state, in the order of urgency.
    public static let states = [
        "over", "silent", unresolved, "refusing", "unsynchronised", "unclear", "waiting", "within",
    ]
}

extension OwnClock {
    /// As the snapshot tells of it.
    init(_ snapshot: ApplianceSnapshot) {
        self.init(ServedTime(state: snapshot.state, clock: snapshot.clock), at: snapshot.now)
    }
}
