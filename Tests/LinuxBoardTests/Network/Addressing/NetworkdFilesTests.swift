// SPDX-License-Identifier: Apache-2.0

import Board
import Foundation
import Testing

@testable import LinuxBoard

@Suite struct `What systemd-networkd is told` {
    private let head = "# Written by Gnomon from its configuration; changes here are overwritten.\n"

    @Test func `of an interface that asks the network`() {
        let files = NetworkdFiles.files(for: [NetworkWish(interface: "eth0", isDynamic: true, dns: ["10.0.0.53"])])
        #expect(
            files == [
                "05-gnomon-eth0.network": head + """
                    [Match]
                    Name=eth0

                    [Network]
                    DHCP=yes
                    IPv6AcceptRA=yes
                    DNS=10.0.0.53

                    [DHCPv4]
                    UseNTP=no

                    [DHCPv6]
                    UseNTP=no

                    """
            ])
    }

    @Test func `of a VLAN upon an interface that has nothing else`() {
        let wish = NetworkWish(
            interface: "eth0", vlan: 7, isDynamic: false, addresses: ["10.0.0.2/24"], gateways: ["10.0.0.1"])
        let files = NetworkdFiles.files(for: [wish])
        #expect(Set(files.keys) == ["05-gnomon-eth0.network", "05-gnomon-eth0.7.network", "05-gnomon-eth0.7.netdev"])
        #expect(files["05-gnomon-eth0.7.netdev"] == head + "[NetDev]\nName=eth0.7\nKind=vlan\n\n[VLAN]\nId=7\n")
        #expect(files["05-gnomon-eth0.network"]?.hasSuffix("IPv6AcceptRA=no\nVLAN=eth0.7\n") == true)
        #expect(
            files["05-gnomon-eth0.7.network"]?.hasSuffix(
                "DHCP=no\nIPv6AcceptRA=no\nAddress=10.0.0.2/24\nGateway=10.0.0.1\n") == true)
    }
}

@Suite struct `The folder of the network's settings` {
    /// In a folder that goes with it; the manager runs where `manager` is there.
    private func withFolder(isManaged: Bool = true, _ body: (NetworkFolder, String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "gnomon-network-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(NetworkFolder(path: path, manager: isManaged ? path : path + "/none"), path)
    }

    @Test func `holds what is wished, and no more what was`() throws {
        try withFolder { folder, path in
            try folder.lay([
                NetworkWish(interface: "eth0", isDynamic: true), NetworkWish(interface: "eth1", isDynamic: true),
            ])
            #expect(Set(folder.laid.keys) == ["05-gnomon-eth0.network", "05-gnomon-eth1.network"])
            let first = HostText.read(path + "/generation")
            try folder.lay([NetworkWish(interface: "eth1", isDynamic: true)])
            #expect(Set(folder.laid.keys) == ["05-gnomon-eth1.network"])
            #expect(first == "1\n" && HostText.read(path + "/generation") == "2\n")
        }
    }

    @Test func `is left alone where nobody would carry it out`() throws {
        try withFolder(isManaged: false) { folder, _ in
            #expect(folder.obstacle == .nobody)
            #expect(throws: NetworkFolder.Fault.nobody) {
                try folder.lay([NetworkWish(interface: "e", isDynamic: true)])
            }
            #expect(folder.laid.isEmpty)
        }
    }
}

@Suite struct `What the machine's network has` {
    @Test func `is read from the kernel's table of routes`() {
        let v4 = GatewayTable.readV4(
            """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
            eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            """)
        #expect(v4 == ["eth0": [IPAddress(v4: 0x0A00_0001)]])
        let zero = String(repeating: "0", count: 32)
        let v6 = GatewayTable.readV6(
            "\(zero) 00 \(zero) 00 fe800000000000000000000000000001 00000064 1 0 3 eth1\n\(zero) 00 \(zero) 00 \(zero) 1 1 0 2 lo"
        )
        #expect(v6 == ["eth1": [IPAddress("fe80::1")].compactMap(\.self)])
        #expect(GatewayTable.readV4("rubbish\nx 00000000 zz").isEmpty && GatewayTable.readV6("00 00").isEmpty)
    }

    @Test func `has the name servers of the resolver's file`() {
        let text = "# x\nsearch a b\nnameserver 10.0.0.53\nnameserver fe80::1%eth0\nnameserver\nnameserver x\n"
        #expect(NameServers.read(text).map { "\($0)" } == ["10.0.0.53", "fe80::1"])
    }

    @Test func `is told without a fault, whatever there is`() {
        for state in InterfaceState.all { #expect(!state.name.isEmpty && state.name != "lo") }
    }
}

@Suite struct `An echo` {
    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6]) func `comes back from this machine`(_ address: IPAddress)
        throws
    {
        var socket: EchoSocket
        do throws(SocketFault) { socket = try EchoSocket(to: address) } catch {
            // Where the system permits none, or has no such protocol, that is said.
            return #expect(!"\(error)".isEmpty)
        }
        let time = try #require(try socket.ask(waiting: .seconds(60)))
        #expect(time > .zero)
        #expect(try socket.ask(waiting: .seconds(60)) != nil)
    }

    @Test func `is looked up by name`() throws {
        #expect(try HostNames.look(up: "127.0.0.1") == [.loopbackV4])
        #expect(try HostNames.look(up: "localhost").allSatisfy(\.isLoopback))
        #expect(throws: HostNames.Fault.self) { try HostNames.look(up: "no.such.name.invalid") }
    }
}
