// SPDX-License-Identifier: Apache-2.0

import Board
public import NTP

extension Settings.NTPService {
    /// `ntp.local`: what is told where nothing is left to have the time from.
    public struct Local: Sendable, Equatable {
        /// Whether a clock counts that was never synchronised.
        public enum Beginning: String, Sendable, CaseIterable {
            /// Only one that was, since the start.
            case synchronised
            /// Whatever the machine's clock shows.
            case clock
        }

        /// What is claimed then, 1 ... 15; `nil`: nothing is told.
        public var stratum: Int?
        /// Whether it and ``Settings/NTPService/peers`` agree on one whose time all of them tell.
        public var orphan = false
        /// So long after the last source is gone it begins: 0 ... 86 400 s.
        public var waitSeconds = 300
        public var from = Beginning.synchronised
        /// The fastest change of what is told: 1 ... 500 millionths. It is never stepped.
        public var slewPpm = 100
        /// Log2 seconds between two questions to a peer: 0 ... 10.
        public var poll = 3
    }

    /// What it means to the member of a cluster; `nil`: it is none.
    public var localTime: LocalTimeRule? {
        guard let stratum = local.stratum else { return nil }
        return LocalTimeRule(
            stratum: UInt8(clamping: stratum), isOrphan: local.orphan, wait: .seconds(local.waitSeconds),
            beginning: local.from == .clock ? .clock : .synchronised, slewRate: Double(local.slewPpm) / 1e6)
    }
}

extension SectionReader {
    static let mostPeers = 16
    static let mostManycastGroups = 8

    /// `ntp.local`, `ntp.peers`, `ntp.peerKey`, `ntp.manycast`
    mutating func readCluster(into ntp: inout Settings.NTPService, faults: inout FaultCollector) {
        readList("peers", of: .peerAddress, into: &ntp.peers, faults: &faults)
        refuseMore(than: Self.mostPeers, in: ["peers"], faults: &faults)
        read("peerKey", .optionalInteger(1...65_535), into: &ntp.peerKey, faults: &faults)
        if ntp.peerKey != nil, ntp.keys == nil {
            refuse("peerKey", because: "there are no keys: ntp.keys names their file", faults: &faults)
        }
        readList("manycast", of: .group, into: &ntp.manycast, faults: &faults)
        refuseMore(than: Self.mostManycastGroups, in: ["manycast"], faults: &faults)
        var section = section("local", faults: &faults)
        section.read("stratum", .optionalInteger(1...15), into: &ntp.local.stratum, faults: &faults)
        section.read("orphan", .truth, into: &ntp.local.orphan, faults: &faults)
        section.read("waitSeconds", .integer(0...86_400), into: &ntp.local.waitSeconds, faults: &faults)
        section.read("from", .word, into: &ntp.local.from, faults: &faults)
        section.read("slewPpm", .integer(1...500), into: &ntp.local.slewPpm, faults: &faults)
        section.read("poll", .integer(0...10), into: &ntp.local.poll, faults: &faults)
        if ntp.local.orphan, ntp.local.stratum == nil {
            section.refuse("orphan", because: "it needs local.stratum, such as 10", faults: &faults)
        }
        if ntp.local.orphan, ntp.peers.isEmpty {
            section.refuse("orphan", because: "it needs the other servers in ntp.peers", faults: &faults)
        }
        section.refuseTheRest(faults: &faults)
    }
}

extension ValueKind where Value == IPEndpoint {
    /// An address, with a port where that is not NTP's.
    static var peerAddress: Self {
        Self("the address of another server, such as 10.0.0.2, with its port where that is not 123") {
            (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
            let alone = IPAddress(bare).map { IPEndpoint($0, port: Responder.port) }
            let endpoint = if let alone { alone } else { try IPEndpoint(parsing: text) }
            guard !endpoint.address.isUnspecified else { throw SettingRefusal("\(quoted(text)) is nobody's address") }
            return endpoint
        }
    }
}

extension ValueKind where Value == IPAddress {
    /// A multicast group that needs no interface to be named.
    static var group: Self {
        Self("a multicast group, such as 239.192.0.1 or ff05::101") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            guard let address = IPAddress(text), address.isMulticast else {
                throw SettingRefusal("\(quoted(text)) is no multicast group, such as 239.192.0.1 or ff05::101")
            }
            // Those of a link, ff02::/16, and of a machine.
            guard address.isV4 || address.number >> 112 & 0xF > 3 else {
                throw SettingRefusal("\(quoted(text)) is good on one link only; take one of a site, such as ff05::101")
            }
            return address
        }
    }
}

extension Settings.NTPService {
    /// The groups that need sockets of their own, since none listens at all addresses.
    var groupPlaces: [IPEndpoint] {
        manycast.filter { !isHeardEverywhere($0) }.map { IPEndpoint($0, port: Responder.port) }
    }

    /// The groups that sockets join which listen at all addresses: no other may have their port there.
    var groups: [IPAddress] { manycast.filter(isHeardEverywhere) }

    private func isHeardEverywhere(_ group: IPAddress) -> Bool {
        listen.contains { $0.address.isUnspecified && $0.address.isV4 == group.isV4 && $0.port == Responder.port }
    }
}
