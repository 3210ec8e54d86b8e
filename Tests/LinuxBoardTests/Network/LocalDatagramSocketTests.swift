// SPDX-License-Identifier: Apache-2.0

import Board
import Foundation
import Testing
import TimeBase

@testable import LinuxBoard

struct LocalDatagramSocketTests {
    private func path() -> String { "/tmp/gnomon-local-\(UInt32.random(in: 0 ... .max))" }

    @Test func `a message is answered at its sender's own path`() throws {
        let (here, there) = (path(), path())
        var server = try LocalDatagramSocket(at: here)
        let other = try LocalDatagramSocket(at: there)
        var came = try server.receive()
        #expect(!came)
        try send([1, 2, 3], from: other, to: here)
        came = try server.receive()
        #expect(came)
        let answer = server.withMessage { span in span.indices.map { span[$0] &* 2 } }
        #expect(answer == [2, 4, 6])
        let wasSent = server.answer(answer.span)
        #expect(wasSent)
        var client = other
        came = try client.receive()
        #expect(came)
        let heard = client.withMessage { span in span.indices.map { span[$0] } }
        #expect(heard == [2, 4, 6])
    }

    @Test func `its file has the mode that was asked, and goes with it`() throws {
        let path = path()
        do {
            let server = try LocalDatagramSocket(at: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o660 && server.descriptor >= 0)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a file that was left is taken over, another's socket or file is not`() throws {
        let path = path()
        #expect(unsafe clientLeaving(path) == 0)
        #expect(FileManager.default.fileExists(atPath: path))
        let server = try LocalDatagramSocket(at: path)
        #expect(throws: SocketFault.addressInUse) { _ = try LocalDatagramSocket(at: path) }
        let file = self.path()
        try Data([1]).write(to: URL(fileURLWithPath: file))
        #expect(throws: SocketFault.addressInUse) { _ = try LocalDatagramSocket(at: file) }
        try FileManager.default.removeItem(atPath: file)
        #expect(throws: SocketFault.self) { _ = try LocalDatagramSocket(at: String(repeating: "x", count: 200)) }
        #expect(server.descriptor >= 0)
    }

    @Test func `another's file at the same path is not taken away`() throws {
        let path = path()
        do {
            let server = try LocalDatagramSocket(at: path)
            try FileManager.default.removeItem(atPath: path)
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(server.descriptor >= 0)
        }
        #expect(FileManager.default.fileExists(atPath: path))
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `who has no path cannot be answered, and that harms nobody`() throws {
        let path = path()
        var server = try LocalDatagramSocket(at: path)
        #expect(unsafe clientSending(path) == 2)
        let came = try server.receive()
        let answer: [UInt8] = [1]
        let wasSent = server.answer(answer.span)
        #expect(came && !wasSent)
    }

    @Test func `a port's wait ends when something comes there`() throws {
        let ports = try PTPTransport.freePorts()
        var transport = try PTPTransport.loopback { ($0.eventPort, $0.generalPort) = ports }
        let path = path()
        let server = try LocalDatagramSocket(at: path)
        transport.waitAlso(on: server)
        #expect(unsafe clientSending(path) == 2)
        let before = transport.now
        transport.wait(until: before + .seconds(20))
        #expect(transport.now - before < .seconds(10))
    }

    private func address(_ path: String) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        return address
    }

    private func send(_ octets: [UInt8], from socket: borrowing LocalDatagramSocket, to path: String) throws {
        #expect(unsafe send(octets, by: socket.descriptor, to: path) == octets.count)
    }

    @unsafe private func send(_ octets: [UInt8], by raw: Int32, to path: String) -> Int {
        var address = address(path)
        return unsafe withUnsafeBytes(of: &address) {
            unsafe sendto(
                raw, octets, octets.count, 0, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t($0.count))
        }
    }

    /// Octets that one without a path sent.
    @unsafe private func clientSending(_ path: String) -> Int {
        let raw = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(raw) }
        return unsafe send([1, 2], by: raw, to: path)
    }

    /// Binds and goes without tidying up.
    @unsafe private func clientLeaving(_ path: String) -> Int32 {
        let raw = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(raw) }
        var address = address(path)
        return unsafe withUnsafeBytes(of: &address) {
            unsafe bind(raw, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
    }
}
