// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc
import LinuxBoard
import Testing

struct SieveTests {
    private static let first: UInt32 = 0x7F01_0000

    private static func network(_ address: UInt32) -> UInt64 { 0xFFFF_FFFF_0000_0000 | UInt64(address) }

    /// Sends a datagram from an address of this machine's 127.0.0.0/8.
    private func send(from address: UInt32, to port: UInt16) {
        let raw = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(raw) }
        var (own, server) = (Self.place(address, 0), Self.place(0x7F00_0001, port))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafePointer(to: &own) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = unsafe bind(raw, $0, size) }
        }
        unsafe withUnsafePointer(to: &server) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe sendto(raw, [1], 1, 0, $0, size)
            }
        }
    }

    private static func place(_ address: UInt32, _ port: UInt16) -> sockaddr_in {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        place.sin_addr.s_addr = address.bigEndian
        return place
    }

    /// Which of these addresses are heard. What is sent on a loopback is queued when it has been sent.
    private func heard(_ addresses: [UInt32], by socket: inout UDPSocket) throws -> [UInt32] {
        for address in addresses { send(from: address, to: socket.local.port) }
        var heard: [UInt32] = []
        while case let count = try socket.receive(), count > 0 {
            for index in 0..<count { heard.append(socket.arrival(of: index).source.address.v4 ?? 0) }
        }
        return heard
    }

    private func sift(_ networks: [UInt64], share: UInt32, at socket: inout UDPSocket) {
        socket.sift(passing: networks.span, share: share)
        while socket.isSifting { HostThread.sleep(for: .milliseconds(1)) }
    }

    private func listening() throws -> UDPSocket {
        try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0), patience: .milliseconds(20))
    }

    @Test(arguments: [1, 2, 16, 17, 100, 2_048])
    func `the known pass, however many there are, and nobody else`(count: UInt32) throws {
        var socket = try listening()
        let known = (0..<count).map { Self.first + $0 * 7 }
        sift(known.map(Self.network), share: 0, at: &socket)
        let asking = [known[0], known[0] + 1, known[Int(count) / 2], known[Int(count) - 1], 0x7F00_0001]
        let expected = asking.filter(known.contains)
        #expect(try heard(asking, by: &socket) == expected)
        #expect(socket.overruns == UInt32(asking.count - expected.count))
        sift([], share: .max, at: &socket)
        #expect(try heard(asking, by: &socket) == asking)
    }

    @Test func `of the others some pass by chance`() throws {
        var socket = try listening()
        sift([], share: .max / 2, at: &socket)
        let heard = try heard([UInt32](repeating: Self.first, count: 400), by: &socket)
        #expect((100...300).contains(heard.count))
    }

    @Test func `more than there is room for are not known, and those before them are`() throws {
        var socket = try listening()
        let known = (0..<3_000).map { Self.first + UInt32($0) }
        sift(known.map(Self.network), share: 0, at: &socket)
        #expect(try heard([known[0], known[2_047], known[2_048]], by: &socket) == [known[0], known[2_047]])
    }

    @Test func `a network of IPv6 passes, and only where it is known`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.loopbackV6, port: 0), patience: .milliseconds(20))
        for (network, count) in [(0, 1), (1, 0), (1 << 32, 0)] as [(UInt64, Int)] {
            sift([network], share: 0, at: &socket)
            Client(to: socket.local).send([1])
            #expect(try socket.receive() == count, "\(network)")
        }
    }

    @Test func `the queue fills, and has no room at last`() throws {
        var socket = try UDPSocket(
            listeningOn: IPEndpoint(.loopbackV4, port: 0), receiveBuffer: 20_000, patience: .milliseconds(20))
        #expect(socket.fill == 0 && socket.overruns == 0)
        for _ in 0..<10 { send(from: Self.first, to: socket.local.port) }
        let some = socket.fill ?? 0
        for _ in 0..<300 { send(from: Self.first, to: socket.local.port) }
        #expect(some > 0 && some < 1 && socket.fill ?? 0 > 0.9 && socket.overruns ?? 0 > 100)
        while try socket.receive() > 0 {}
        #expect(socket.fill == 0)
    }
}
