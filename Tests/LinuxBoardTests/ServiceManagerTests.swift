// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing
import TimeBase

@testable import LinuxBoard

@Suite struct `The service manager` {
    @Test func `is told by datagrams`() throws {
        let name = "@gnomon-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let listener = try #require(Listener(name))
        let manager = ServiceManager(socket: name)
        manager.ready()
        manager.status("locked")
        manager.alive()
        manager.stopping()
        #expect(listener.all() == ["READY=1", "STATUS=locked", "WATCHDOG=1", "STOPPING=1"])
    }

    @Test func `that is not there is no trouble`() {
        ServiceManager(socket: nil).ready()
        ServiceManager(socket: "/nonexistent/notify").ready()
        ServiceManager(socket: "").ready()
    }

    @Test func `wants signs of life from the process that it means`() {
        #expect(ServiceManager(socket: nil, watchdogMicroseconds: "30000000").watchdog == .seconds(30))
        #expect(ServiceManager(socket: nil, watchdogMicroseconds: "1", watchdogProcess: "1").watchdog == nil)
        #expect(ServiceManager(socket: nil, watchdogMicroseconds: "soon").watchdog == nil)
        #expect(ServiceManager(socket: nil).watchdog == nil)
    }

    /// A datagram socket under an abstract name.
    private struct Listener {
        private let raw: Int32

        init?(_ name: String) {
            raw = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(("\0" + name.dropFirst()).utf8)
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
            let size = socklen_t(2 + bytes.count)
            let result = unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(raw, $0, size) }
            }
            if raw < 0 || result != 0 { return nil }
        }

        func all() -> [String] {
            var found: [String] = []
            var buffer = [UInt8](repeating: 0, count: 256)
            while true {
                let count = unsafe recv(raw, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                if count <= 0 { break }
                found.append(String(decoding: buffer.prefix(count), as: UTF8.self))
            }
            close(raw)
            return found
        }
    }
}
