// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// What name servers said of a name.
enum LookedUp: Hashable, Sendable {
    case addresses([IPAddress])
    case failed(String)
}

/// Whom to ask, as the settings say and the name servers.
struct WatchPlan: Sendable {
    private(set) var groups: [Settings.WatchGroup]
    private(set) var targets: [WatchTarget] = []
    private(set) var unknown: [UnknownName] = []

    /// - Parameters:
    ///   - names: what is known of the names so far.
    ///   - found: which PTP clocks have answered so far.
    init(
        _ groups: [Settings.WatchGroup], names: [String: LookedUp] = [:], found: [PTPCircle: PTPFound] = [:]
    ) {
        self.groups = groups
        for (number, group) in groups.enumerated() {
            var seen: Set<WatchTarget.Way> = []
            for node in group.nodes {
                if case .ptp(let way) = node {
                    add(way, to: number, found[PTPCircle(group, way)] ?? PTPFound(), &seen)
                } else {
                    add(node, to: number, names, &seen)
                }
            }
        }
    }

    /// The names that name servers are to be asked for.
    static func names(of groups: [Settings.WatchGroup]) -> Set<String> {
        var names: Set<String> = []
        for case .host(let host) in groups.flatMap(\.nodes) where IPAddress(host.host) == nil {
            names.insert(host.host)
        }
        return names
    }

    private mutating func add(
        _ node: Settings.WatchNode, to group: Int, _ names: [String: LookedUp],
        _ seen: inout Set<WatchTarget.Way>
    ) {
        switch node {
        case .ptp: break
        case .network(let prefix):
            for address in prefix.hosts {
                let endpoint = IPEndpoint(address, port: Settings.WatchNode.port)
                add(WatchTarget(group: group, name: "\(address)", endpoint: endpoint, isExpected: false), &seen)
            }
        case .host(let host):
            let known = IPAddress(host.host).map { LookedUp.addresses([$0]) } ?? names[host.host]
            guard case .addresses(let addresses)? = known, !addresses.isEmpty else {
                var reason: String?
                if case .failed(let text)? = known { reason = text }
                return unknown.append(UnknownName(group: group, name: "\(node)", reason: reason))
            }
            for address in addresses {
                let endpoint = IPEndpoint(address, port: host.port)
                add(WatchTarget(group: group, name: "\(node)", endpoint: endpoint), &seen)
            }
        }
    }

    /// Each address is asked once for a group, however often it is named; what a network and a name have in common is the
    /// name's.
    private mutating func add(_ target: WatchTarget, _ seen: inout Set<WatchTarget.Way>) {
        if seen.insert(target.way).inserted {
            if targets.count < WatchTable.capacity { targets.append(target) }
            return
        }
        guard target.isExpected else { return }
        let place = targets.lastIndex { $0.group == target.group && $0.way == target.way }
        if let place, !targets[place].isExpected { targets[place] = target }
    }

    /// The clocks that have answered there, or, as long as nobody has, the place itself.
    private mutating func add(
        _ way: Settings.PTPWay, to group: Int, _ found: PTPFound, _ seen: inout Set<WatchTarget.Way>
    ) {
        if let trouble = found.trouble {
            unknown.append(UnknownName(group: group, name: "\(way)", reason: trouble, isPTP: true))
        } else if found.clocks.isEmpty {
            add(WatchTarget(group: group, name: "\(way)", way: .ptp(WatchedPTP(way: way))), &seen)
        }
        for (identity, address) in found.clocks {
            var name = "\(identity)"
            if case .address = way { name = "\(way)" }
            let place = WatchedPTP(way: way, identity: identity, address: address)
            add(WatchTarget(group: group, name: name, way: .ptp(place)), &seen)
        }
    }

    /// The state of them all, with what another table knows of the same ones.
    func table(keeping before: (plan: WatchPlan, table: WatchTable)?, at now: MonotonicInstant) -> WatchTable {
        var table = WatchTable(
            groups: groups.map(\.rules), clocks: targets.map { ($0.group, $0.isExpected) },
            told: Set(targets.indices.filter { targets[$0].endpoint == nil }), at: now)
        guard let before else { return table }
        let old = before.plan.places
        for (key, number) in places { if let was = old[key] { table.keep(number, from: before.table, was, at: now) } }
        for (number, group) in groups.enumerated() {
            guard let was = before.plan.groups.firstIndex(where: { $0.group == group.group }) else { continue }
            table.keep(group: number, from: before.table, was)
        }
        return table
    }

    private struct Place: Hashable {
        var group: String
        var way: WatchTarget.Way
        var rules: WatchRules
    }

    private var places: [Place: Int] {
        Dictionary(
            targets.enumerated().map { number, target in
                let group = groups[target.group]
                return (Place(group: group.group, way: target.way, rules: group.rules), number)
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension Settings.WatchGroup {
    var rules: WatchRules {
        WatchRules(interval: .seconds(everySeconds), threshold: .realSeconds(thresholdMs / 1000))
    }
}
