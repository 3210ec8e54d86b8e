// SPDX-License-Identifier: Apache-2.0

import Board

/// `network`
extension SectionReader {
    private static let mostInterfaces = 32

    mutating func readNetwork(into network: inout [Settings.NetworkInterface], faults: inout FaultCollector) {
        for var section in sections("network", atMost: Self.mostInterfaces, faults: &faults) {
            guard let item = section.readNetworkInterface(faults: &faults) else { continue }
            if network.contains(where: { $0.name == item.name }) {
                section.refuse("interface", because: "\(item.name) stands here already", faults: &faults)
            }
            network.append(item)
        }
    }

    private mutating func readNetworkInterface(faults: inout FaultCollector) -> Settings.NetworkInterface? {
        var name: String?
        read("interface", .interfaceName, into: &name, faults: &faults)
        if !has("interface") { need("interface", "the name of an interface, such as eth0", faults: &faults) }
        var item = Settings.NetworkInterface(interface: name ?? "")
        read("method", .word, into: &item.method, faults: &faults)
        readList("addresses", of: .interfaceAddress, into: &item.addresses, faults: &faults)
        readList("gateways", of: .hostAddress, into: &item.gateways, faults: &faults)
        readList("dns", of: .hostAddress, into: &item.dns, faults: &faults)
        read("vlan", .optionalInteger(1...4094), into: &item.vlan, faults: &faults)
        check(item, faults: &faults)
        refuseTheRest(faults: &faults)
        return name == nil ? nil : item
    }

    private func check(_ item: Settings.NetworkInterface, faults: inout FaultCollector) {
        switch item.method {
        case .dhcp:
            for key in ["addresses", "gateways"] where has(key) {
                refuse(key, because: "comes from the network where the method is dhcp", faults: &faults)
            }
        case .fixed where item.addresses.isEmpty:
            refuse("method", because: "static needs addresses", faults: &faults)
        case .fixed: checkGateways(of: item, faults: &faults)
        }
        if item.name.utf8.count > 15 {
            refuse("vlan", because: "\(item.name) is longer than the 15 octets that the kernel takes", faults: &faults)
        }
    }

    private func checkGateways(of item: Settings.NetworkInterface, faults: inout FaultCollector) {
        for isV4 in [true, false] where item.gateways.filter({ $0.isV4 == isV4 }).count > 1 {
            refuse("gateways", because: "may have one of each protocol", faults: &faults)
        }
        for gateway in item.gateways where !gateway.isLinkLocal {
            if !item.addresses.contains(where: { $0.reaches(gateway) }) {
                refuse("gateways", because: "\(gateway) lies in none of the addresses' networks", faults: &faults)
            }
            if item.addresses.contains(where: { $0.address == gateway }) {
                refuse("gateways", because: "\(gateway) is this machine's own address", faults: &faults)
            }
        }
    }
}

extension ValueKind where Value == String? {
    /// A network interface, which need not be there (IFNAMSIZ: at most 15 octets).
    static var interfaceName: Self {
        Self("the name of an interface, such as eth0") { (node) throws(SettingRefusal) in
            let name = try ValueKind<String>.text.read(node)
            let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
            guard (1...15).contains(name.utf8.count), isName, name != ".", name != "..", name != "lo" else {
                throw SettingRefusal("\(quoted(name)) must be the name of an interface, such as eth0")
            }
            return name
        }
    }
}

extension ValueKind where Value == Settings.InterfaceAddress {
    static var interfaceAddress: Self {
        Self("an address with its network, such as 10.0.0.5/24") { (node) throws(SettingRefusal) in
            try Settings.InterfaceAddress(parsing: ValueKind<String>.text.read(node))
        }
    }
}

extension ValueKind where Value == IPAddress {
    /// Of another machine.
    static var hostAddress: Self {
        Self("an address such as 10.0.0.1 or '2001:db8::1'") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            guard let address = IPAddress(text), !address.isUnspecified else {
                throw SettingRefusal("\(quoted(text)) is not an address such as 10.0.0.1 or 2001:db8::1")
            }
            return address
        }
    }
}
