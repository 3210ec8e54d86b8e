// SPDX-License-Identifier: Apache-2.0

import PTP

/// PTP among `sources`
extension SectionReader {
    /// Keys of a source that only NTP has.
    private static let ntpKeys = [
        "server", "pool", "size", "port", "iburst", "burst", "minpoll", "maxpoll", "key", "version", "xleave",
        "nts", "ntsPort", "ntsAuthority", "ntsDates",
    ]
    /// And those that only PTP has.
    private static let ptpKeys = [
        "profile", "domain", "transport", "timestamps", "delayMechanism", "minorVersion", "logAnnounceInterval",
        "logSyncInterval", "logMinDelayReqInterval", "logMinPdelayReqInterval", "announceReceiptTimeout", "asymmetryNs",
        "ingressLatencyNs", "egressLatencyNs", "scope", "forwardable", "dscp", "vlanPriority", "ttl",
        "requireTraceable", "arbitraryTimescale",
    ]

    /// Reads what a source has of PTP; it is one where `ptp` names an interface.
    mutating func readPTPSource(into source: inout Settings.PTPSource?, faults: inout FaultCollector) {
        var (interface, profile) = (String?.none, Profile.defaultE2E)
        read("ptp", .interface, into: &interface, faults: &faults)
        read("profile", .word, into: &profile, faults: &faults)
        var ptp = Settings.PTPSource(port: .init(interface: interface ?? "", profile: profile))
        readMaster(into: &ptp, faults: &faults)
        readRates(into: &ptp.port, faults: &faults)
        readListening(into: &ptp.port, faults: &faults)
        guard interface != nil else { return refuse(Self.ptpKeys, "is PTP's; ptp names the interface", &faults) }
        refuse(Self.ntpKeys, "is NTP's; this source is heard by PTP", &faults)
        check(ptp.port, faults: &faults)
        if !profile.row.isMulticast {
            let reason = "\(profile.name) has unicast messages only, and a source hears what is sent to the group"
            refuse("profile", because: reason, faults: &faults)
        }
        source = ptp
    }

    private func refuse(_ keys: [String], _ reason: String, _ faults: inout FaultCollector) {
        for key in keys where has(key) { refuse(key, because: reason, faults: &faults) }
    }

    private mutating func readMaster(into ptp: inout Settings.PTPSource, faults: inout FaultCollector) {
        read("domain", .integer(0...255), into: &ptp.port.domain, faults: &faults)
        read("requireTraceable", .truth, into: &ptp.requireTraceable, faults: &faults)
        read("arbitraryTimescale", .word, into: &ptp.arbitraryTimescale, faults: &faults)
    }

    private mutating func readListening(into port: inout Settings.PTPService.Port, faults: inout FaultCollector) {
        read("transport", .word, into: &port.transport, faults: &faults)
        read("timestamps", .word, into: &port.timestamps, faults: &faults)
        read("delayMechanism", .word, into: &port.delayMechanism, faults: &faults)
        read("minorVersion", .integer(0...1), into: &port.minorVersion, faults: &faults)
        read("asymmetryNs", .real(-1e9...1e9), into: &port.asymmetryNs, faults: &faults)
        read("ingressLatencyNs", .real(-1e6...1e6), into: &port.ingressLatencyNs, faults: &faults)
        read("egressLatencyNs", .real(-1e6...1e6), into: &port.egressLatencyNs, faults: &faults)
        read("scope", .multicastScope, into: &port.scope, faults: &faults)
        read("forwardable", .truth, into: &port.forwardable, faults: &faults)
        read("dscp", .integer(0...63), into: &port.dscp, faults: &faults)
        read("vlanPriority", .optionalInteger(0...7), into: &port.vlanPriority, faults: &faults)
        read("ttl", .integer(1...255), into: &port.ttl, faults: &faults)
    }

    /// Where we are ourselves a master nobody else's time is to be had: of the two the better would silence the other, or be
    /// followed by what follows it.
    mutating func refuseSources(
        _ sources: [Settings.Source], of own: [Settings.PTPService.Port], faults: inout FaultCollector
    ) {
        guard case .list(let items) = node("sources")?.content, items.count == sources.count else { return }
        for (index, source) in sources.enumerated() {
            if let reason = taken(source.ptp, sources[..<index].compactMap(\.ptp), own) {
                faults.add(reason, at: items[index].position, key: "sources[\(index)].transport")
            }
            guard let port = source.ptp?.port,
                let place = own.firstIndex(where: { ($0.interface, $0.domain) == (port.interface, port.domain) })
            else { continue }
            let reason =
                "\(port.interface) and domain \(port.domain) are those of port \(place + 1) in ptp.ports: "
                + "an appliance cannot be a master there and have its time from there"
            faults.add(reason, at: items[index].position, key: "sources[\(index)].ptp")
        }
    }

    /// UDP's ports are there once on an interface.
    private func taken(
        _ source: Settings.PTPSource?, _ others: [Settings.PTPSource], _ own: [Settings.PTPService.Port]
    ) -> String? {
        guard let port = source?.port, port.transport != .ethernet else { return nil }
        func isThere(_ other: Settings.PTPService.Port) -> Bool {
            (other.interface, other.transport) == (port.interface, port.transport) && other.domain != port.domain
        }
        if let place = own.firstIndex(where: isThere) {
            return "port \(place + 1) in ptp.ports has \(port.transport.rawValue) on \(port.interface) already"
        }
        guard let other = others.first(where: { isThere($0.port) }) else { return nil }
        return "\(other.name) has \(port.transport.rawValue) on \(port.interface) already"
    }
}
