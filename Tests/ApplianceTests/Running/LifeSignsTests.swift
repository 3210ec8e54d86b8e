// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Synchronization
import Testing
import TimeBase

@testable import Appliance
@testable import LinuxBoard

struct LifeSignsTests {
    private let path = NSTemporaryDirectory() + "gnomon-watchdog-\(UUID())"

    private func state(at now: MonotonicInstant) -> TimeState {
        TimeState(
            phase: .starting, since: now, asOf: now, reason: .justStarted,
            utc: LeapSecondTable.builtIn.relation(at: TAIInstant(sinceEpoch: .zero)))
    }

    @Test func `a watchdog that comes late is armed then, and its absence is told once`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let notices = BoardNotices()
        var signs = LifeSigns(watchdog: path) { notices.put($0) }
        let start = HostClock.now
        for second in 0..<70 { signs.tell(of: state(at: start), at: start + .seconds(second)) }
        #expect(notices.takeAll() == [.warning("The machine's watchdog \(path) cannot be used: it is not there.")])
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        signs.tell(of: state(at: start), at: start + .seconds(80))
        #expect(notices.takeAll() == [])
        signs.tell(of: state(at: start), at: start + .seconds(90))
        #expect(notices.takeAll() == [.init(level: .info, message: "The machine's watchdog \(path) is armed.")])
        signs.end()
    }

    @Test func `the thread gives signs whatever else stands still, and none once the loop does`() throws {
        let name = "@gnomon-signs-\(UUID())"
        let listener = try #require(NotifyListener(name))
        let now = HostClock.now
        let clock = ClockMapping(
            anchor: now, atAnchor: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .zero)), rate: 0)
        let time = Published(ServedTime(state: state(at: now - .seconds(10)), clock: clock))
        let thread = try LifeSignsThread.start(
            service: ServiceManager(socket: name), watchdog: nil, time: time, notices: BoardNotices())
        HostThread.sleep(for: .milliseconds(300))
        var said = listener.all()
        #expect(said.first == "READY=1" && !said.contains("WATCHDOG=1"))
        time.publish(ServedTime(state: state(at: HostClock.now), clock: clock))
        HostThread.sleep(for: .milliseconds(400))
        said = listener.all()
        #expect(said == ["WATCHDOG=1"])
        thread.stop()
        #expect(listener.all() == ["STOPPING=1"])
    }
}

/// A datagram socket under an abstract name, as the service manager has one.
private final class NotifyListener {
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

    deinit { close(raw) }

    /// What has come since the last call.
    func all() -> [String] {
        var found: [String] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while true {
            let count = unsafe recv(raw, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count <= 0 { return found }
            found.append(String(decoding: buffer.prefix(count), as: UTF8.self))
        }
    }
}
