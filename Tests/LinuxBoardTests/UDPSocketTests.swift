// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc
import Testing
import TimeBase

@testable import LinuxBoard

/// Another program's socket.
struct Client: ~Copyable {
    private let descriptor: FileDescriptor

    init(to server: IPEndpoint) {
        let isV4 = server.address.isV4
        descriptor = FileDescriptor(owning: socket(isV4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue), 0))
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        unsafe setsockopt(descriptor.raw, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var v4 = sockaddr_in()
        v4.sin_family = sa_family_t(AF_INET)
        v4.sin_port = server.port.bigEndian
        v4.sin_addr.s_addr = (server.address.v4 ?? 0).bigEndian
        var v6 = sockaddr_in6()
        v6.sin6_family = sa_family_t(AF_INET6)
        v6.sin6_port = server.port.bigEndian
        v6.sin6_addr = in6addr_loopback
        let raw = descriptor.raw
        let result =
            isV4
            ? unsafe withUnsafeBytes(of: &v4) { unsafe Self.connect(raw, $0) }
            : unsafe withUnsafeBytes(of: &v6) { unsafe Self.connect(raw, $0) }
        precondition(result == 0)
    }

    private static func connect(_ raw: Int32, _ address: UnsafeRawBufferPointer) -> Int32 {
        unsafe Glibc.connect(raw, address.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(address.count))
    }

    func send(_ bytes: [UInt8]) { _ = unsafe Glibc.send(descriptor.raw, bytes, bytes.count, 0) }

    /// `nil` after a second of silence. Only what comes from the address that was asked is heard: it is connected.
    func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor.raw, &buffer, buffer.count, 0)
        return count >= 0 ? Array(buffer[..<count]) : nil
    }
}

struct UDPSocketTests {
    static let loopbacks = [IPAddress.loopbackV4, .loopbackV6]

    @Test(arguments: loopbacks)
    func `a datagram is heard with its source and the kernel's stamp, and answered`(address: IPAddress) throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(address, port: 0))
        #expect(socket.local.port != 0 && socket.local.address == address)
        let client = Client(to: socket.local)
        let before = HostClock.now
        client.send([1, 2, 3])
        #expect(try socket.receive() == 1)
        let arrival = socket.arrival(of: 0)
        #expect(arrival.source.address == address && arrival.source.port != 0)
        #expect(arrival.count == 3 && !arrival.isTruncated && arrival.isStampedByKernel)
        #expect(arrival.at >= before - .microseconds(2) && arrival.at <= HostClock.now)
        let sum = socket.withBuffer(of: 0) { buffer in
            let sum = buffer[0] + buffer[1] + buffer[2]
            buffer[0] = 9
            return sum
        }
        #expect(sum == 6)
        socket.setReply(to: 0, count: 2)
        #expect(try socket.sendReplies(0..<1) == 1)
        #expect(client.receive() == [9, 2])
    }

    @Test(arguments: [(IPAddress.anyV4, "127.0.0.5"), (.anyV4, "127.0.0.1"), (.anyV6, "::1")])
    func `who listens everywhere answers from the address that was asked`(any: IPAddress, asked: String) throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(any, port: 0))
        let client = Client(to: IPEndpoint(try #require(IPAddress(asked)), port: socket.local.port))
        client.send([7])
        #expect(try socket.receive() == 1)
        socket.setReply(to: 0, count: 1)
        #expect(try socket.sendReplies(0..<1) == 1)
        #expect(client.receive() == [7])
    }

    @Test func `a batch is answered in parts, and what is not marked is not sent`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0))
        let client = Client(to: socket.local)
        for number in 0..<10 { client.send([UInt8(number)]) }
        var heard = 0
        while heard < 10 {
            let count = try socket.receive()
            #expect(count > 0)
            for index in 0..<count where (heard + index) % 2 == 0 { socket.setReply(to: index, count: 1) }
            heard += count
            for first in stride(from: 0, to: count, by: 4) {
                _ = try socket.sendReplies(first..<min(first + 4, count))
            }
        }
        #expect((0..<5).map { _ in client.receive() } == [[0], [2], [4], [6], [8]])
    }

    @Test func `a longer datagram than the buffer is cut off and said to be`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0))
        let client = Client(to: socket.local)
        client.send([UInt8](repeating: 5, count: UDPSocket.bufferSize + 1))
        #expect(try socket.receive() == 1)
        #expect(socket.arrival(of: 0).isTruncated)
        #expect(socket.arrival(of: 0).count == UDPSocket.bufferSize)
    }

    @Test func `an empty datagram is one`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0))
        Client(to: socket.local).send([])
        #expect(try socket.receive() == 1)
        #expect(socket.arrival(of: 0).count == 0)
    }

    @Test func `where nothing comes it waits no longer than its patience`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0), patience: .milliseconds(20))
        let before = HostClock.now
        #expect(try socket.receive() == 0)
        #expect(HostClock.now - before >= .milliseconds(15))
    }

    @Test func `an address that is not shared is refused to whoever comes next`() throws {
        let first = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0))
        let local = first.local
        for isShared in [false, true] {
            #expect(throws: SocketFault.addressInUse) { _ = try UDPSocket(listeningOn: local, isShared: isShared) }
        }
    }

    @Test func `several share a port`() throws {
        let first = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0), isShared: true)
        let second = try UDPSocket(listeningOn: first.local, isShared: true)
        #expect(second.local == first.local)
    }

    @Test func `an address that the host does not have is told`() throws {
        let elsewhere = IPEndpoint(IPAddress(v4: 0xC000_0201), port: 0)
        #expect(throws: SocketFault.addressAbsent) { _ = try UDPSocket(listeningOn: elsewhere) }
    }

    @Test(arguments: [(EADDRINUSE, SocketFault.addressInUse), (EACCES, .denied), (EAFNOSUPPORT, .unsupported)])
    func `the kernel's errors are told by what can be done`(number: Int32, fault: SocketFault) {
        #expect(SocketFault(errno: number) == fault)
    }
}
