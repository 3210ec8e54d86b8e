// SPDX-License-Identifier: Apache-2.0

import Board
import Testing

@testable import Appliance

@Suite struct `The network's settings` {
    @Test func `are read, each with its defaults`() throws {
        let text = """
            network:
              - {interface: eth0}
              - interface: eth1
                method: static
                addresses: [10.0.0.2/24, "2001:db8::2/64"]
                gateways: [10.0.0.1, "fe80::1"]
                dns: [10.0.0.53]
                vlan: 100
            """
        let network = try Settings(reading: text.utf8, file: "x").network
        #expect(network.map(\.name) == ["eth0", "eth1.100"])
        #expect(network.map(\.method) == [.dhcp, .fixed])
        #expect(network[1].addresses.map { "\($0)" } == ["10.0.0.2/24", "2001:db8::2/64"])
        #expect(network[1].gateways.count == 2 && network[1].dns.count == 1)
    }

    @Test func `are nobody's where the file says nothing`() throws {
        #expect(try Settings(reading: "{}".utf8, file: "x").network.isEmpty)
    }

    @Test(arguments: [
        ("[{method: dhcp}]", "network[0].interface: is needed here: the name of an interface, such as eth0"),
        ("[{interface: lo}]", "network[0].interface: 'lo' must be the name of an interface, such as eth0"),
        ("[{interface: e/1}]", "network[0].interface: 'e/1' must be the name of an interface, such as eth0"),
        ("[{interface: e, method: static}]", "network[0].method: static needs addresses"),
        (
            "[{interface: e, addresses: [10.0.0.2/24]}]",
            "network[0].addresses: comes from the network where the method is dhcp"
        ),
        (
            "[{interface: e, method: static, addresses: [10.0.0.2]}]",
            "'10.0.0.2' needs the length of its network's prefix, such as 10.0.0.2/24"
        ),
        (
            "[{interface: e, method: static, addresses: [\"::5/129\"]}]",
            "'::5/129' needs the length of its network's prefix, such as ::5/64"
        ),
        (
            "[{interface: e, method: static, addresses: [0.0.0.0/8]}]",
            "'0.0.0.0/8' is not an address such as 10.0.0.2/24 or 2001:db8::2/64"
        ),
        (
            "[{interface: e, method: static, addresses: [10.0.0.2/24], gateways: [10.0.1.1]}]",
            "network[0].gateways: 10.0.1.1 lies in none of the addresses' networks"
        ),
        (
            "[{interface: e, method: static, addresses: [10.0.0.2/24], gateways: [10.0.0.2]}]",
            "network[0].gateways: 10.0.0.2 is this machine's own address"
        ),
        (
            "[{interface: e, method: static, addresses: [10.0.0.2/24], gateways: [10.0.0.1, 10.0.0.3]}]",
            "network[0].gateways: may have one of each protocol"
        ),
        ("[{interface: e, vlan: 4095}]", "network[0].vlan: '4095' must be 1 to 4094"),
        ("[{interface: e}, {interface: e}]", "network[1].interface: e stands here already"),
        ("[{interface: enp0s31f6abcd, vlan: 400}]", "is longer than the 15 octets that the kernel takes"),
        ("[{interface: e, adress: 1}]", "network[0].adress: unknown key; here may stand: addresses, dns,"),
    ])
    func `that cannot be are refused with their place`(_ value: String, _ reason: String) {
        let faults = #expect(throws: SettingsFaults.self) {
            try Settings(reading: "network: \(value)\n".utf8, file: "x")
        }
        #expect(faults?.description.contains(reason) == true, "\(faults?.description ?? "")")
    }
}
