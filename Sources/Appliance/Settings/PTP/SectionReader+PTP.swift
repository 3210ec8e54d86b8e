// SPDX-License-Identifier: Apache-2.0

import PTP

/// `ptp`
extension SectionReader {
    private static let mostPorts = 32

    mutating func readPTP(into ptp: inout Settings.PTPService, faults: inout FaultCollector) {
        var known: [(place: Int, port: Settings.PTPService.Port)] = []
        let all = sections("ports", atMost: Self.mostPorts, faults: &faults)
        for (place, var section) in all.enumerated() {
            guard let port = section.readPort(faults: &faults) else { continue }
            if let twin = known.first(where: { port.meets($0.port) })?.place {
                let reason =
                    "\(port.interface), \(port.transport) and domain \(port.domain) are port \(twin + 1)'s already"
                section.refuse(because: reason, faults: &faults)
            }
            known.append((place, port))
        }
        ptp.ports = known.map(\.port)
        readManagement(into: &ptp.management, faults: &faults)
        read("clockIdentity", .clockIdentity, into: &ptp.clockIdentity, faults: &faults)
        refuseTheRest(faults: &faults)
    }

    private mutating func readManagement(
        into management: inout Settings.PTPService.Management, faults: inout FaultCollector
    ) {
        var section = section("management", faults: &faults)
        section.read("respond", .truth, into: &management.respond, faults: &faults)
        section.read("askClients", .truth, into: &management.askClients, faults: &faults)
        section.readSettable(into: &management.set, faults: &faults)
        section.read("socket", .optionalPath(longest: 107), into: &management.socket, faults: &faults)
        section.read("userDescription", .text(longest: 128), into: &management.userDescription, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }

    /// `false` is short for nothing.
    private mutating func readSettable(
        into items: inout [Settings.PTPService.Management.Topic], faults: inout FaultCollector
    ) {
        if let node = node("set"), case .scalar("false", isPlain: true) = node.content {
            items = []
            return
        }
        readList("set", of: .word, into: &items, faults: &faults)
    }

    /// A list of sections, in the order of the file; what is no section is a fault.
    mutating func sections(_ key: String, atMost most: Int, faults: inout FaultCollector) -> [SectionReader] {
        faults.catalogue?.note(path(to: key), .sections)
        guard let node = node(key), !node.isRefused else { return [] }
        guard case .list(let items) = node.content else {
            faults.add("must be a list, but is \(CoreSchema.kind(of: node))", at: node.position, key: path(to: key))
            return []
        }
        if items.count > most {
            let reason = "may have \(most) items, no more"
            faults.add(reason, at: items[most].position, key: "\(path(to: key))[\(most)]")
        }
        return items.prefix(most).enumerated().map { index, item in
            SectionReader(item, path: "\(path(to: key))[\(index)]", faults: &faults)
        }
    }
}

extension Settings.PTPService.Port {
    /// Whether both would hear and send the same messages.
    fileprivate func meets(_ other: Self) -> Bool {
        (interface, transport, domain) == (other.interface, other.transport, other.domain)
    }
}
