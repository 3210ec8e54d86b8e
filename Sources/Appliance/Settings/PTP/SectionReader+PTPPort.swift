// SPDX-License-Identifier: Apache-2.0

import PTP

/// One of `ptp.ports`
extension SectionReader {
    /// `nil` where it is not even known of which interface it is.
    mutating func readPort(faults: inout FaultCollector) -> Settings.PTPService.Port? {
        var (interface, profile) = (String?.none, Profile.defaultE2E)
        read("interface", .interface, into: &interface, faults: &faults)
        need("interface", "the network interface, such as eth0", faults: &faults)
        read("profile", .word, into: &profile, faults: &faults)
        var port = Settings.PTPService.Port(interface: interface ?? "", profile: profile)
        readRanks(into: &port, faults: &faults)
        readRates(into: &port, faults: &faults)
        readWire(into: &port, faults: &faults)
        readUnicast(into: &port.unicast, faults: &faults)
        check(port, faults: &faults)
        refuseTheRest(faults: &faults)
        return interface == nil ? nil : port
    }

    private mutating func readRanks(into port: inout Settings.PTPService.Port, faults: inout FaultCollector) {
        read("domain", .integer(0...255), into: &port.domain, faults: &faults)
        read("priority1", .integer(0...255), into: &port.priority1, faults: &faults)
        read("priority2", .integer(0...255), into: &port.priority2, faults: &faults)
        read("localPriority", .integer(1...255), into: &port.localPriority, faults: &faults)
        read("grandmasterOnly", .truth, into: &port.grandmasterOnly, faults: &faults)
    }

    mutating func readRates(into port: inout Settings.PTPService.Port, faults: inout FaultCollector) {
        let usual: ClosedRange<Int8> = -7...7
        read("logAnnounceInterval", .integer(usual), into: &port.logAnnounceInterval, faults: &faults)
        read("logSyncInterval", .integer(usual), into: &port.logSyncInterval, faults: &faults)
        read("logMinDelayReqInterval", .integer(usual), into: &port.logMinDelayReqInterval, faults: &faults)
        read("logMinPdelayReqInterval", .integer(usual), into: &port.logMinPdelayReqInterval, faults: &faults)
        read("announceReceiptTimeout", .integer(2...10), into: &port.announceReceiptTimeout, faults: &faults)
    }

    private mutating func readWire(into port: inout Settings.PTPService.Port, faults: inout FaultCollector) {
        read("transport", .word, into: &port.transport, faults: &faults)
        read("timestamps", .word, into: &port.timestamps, faults: &faults)
        read("delayMechanism", .word, into: &port.delayMechanism, faults: &faults)
        read("minorVersion", .integer(0...1), into: &port.minorVersion, faults: &faults)
        read("oneStep", .truthOrAutomatic, into: &port.oneStep, faults: &faults)
        read("asymmetryNs", .real(-1e9...1e9), into: &port.asymmetryNs, faults: &faults)
        read("ingressLatencyNs", .real(-1e6...1e6), into: &port.ingressLatencyNs, faults: &faults)
        read("egressLatencyNs", .real(-1e6...1e6), into: &port.egressLatencyNs, faults: &faults)
        read("multicast", .truth, into: &port.multicast, faults: &faults)
        read("scope", .multicastScope, into: &port.scope, faults: &faults)
        read("forwardable", .truth, into: &port.forwardable, faults: &faults)
        read("delayRequestsPerClient", .integer(1...1000), into: &port.delayRequestsPerClient, faults: &faults)
        read("dscp", .integer(0...63), into: &port.dscp, faults: &faults)
        read("vlanPriority", .optionalInteger(0...7), into: &port.vlanPriority, faults: &faults)
        read("ttl", .integer(1...255), into: &port.ttl, faults: &faults)
    }

    private mutating func readUnicast(into unicast: inout Settings.PTPService.Unicast, faults: inout FaultCollector) {
        var section = section("unicast", faults: &faults)
        section.read("enabled", .truth, into: &unicast.enabled, faults: &faults)
        section.read("clients", .integer(1...16_384), into: &unicast.clients, faults: &faults)
        section.read("shortestLogInterval", .integer(-7...4), into: &unicast.shortestLogInterval, faults: &faults)
        section.read(
            "longestDurationSeconds", .integer(10...1000), into: &unicast.longestDurationSeconds, faults: &faults)
        section.read(
            "messagesPerSecond", .integer(1...10_000_000), into: &unicast.messagesPerSecond, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }

    func check(_ port: Settings.PTPService.Port, faults: inout FaultCollector) {
        for fault in port.protocolSettings.profileFaults {
            let key = Self.key(of: fault)
            // Where multicast is switched off it is that which leaves nothing.
            let shown = fault == .neitherMulticastNorUnicast && !has(key) ? "unicast" : key
            refuse(shown, because: fault.sentence(of: port.profile), faults: &faults)
        }
        if port.oneStep, port.timestamps == .software, has("oneStep") {
            let reason = "only a card can write the time into a message, and timestamps are software"
            refuse("oneStep", because: reason, faults: &faults)
        }
    }

    private static func key(of fault: ProfileFault) -> String {
        switch fault {
        case .transport: "transport"
        case .domain: "domain"
        case .delayMechanism: "delayMechanism"
        case .multicast, .neitherMulticastNorUnicast: "multicast"
        case .unicast: "unicast"
        case .interval(.announce, _, _): "logAnnounceInterval"
        case .interval(.sync, _, _): "logSyncInterval"
        case .interval(.delayRequest, _, _): "logMinDelayReqInterval"
        case .interval(.peerDelayRequest, _, _): "logMinPdelayReqInterval"
        case .receiptTimeout: "announceReceiptTimeout"
        case .priority1: "priority1"
        }
    }
}
