// SPDX-License-Identifier: Apache-2.0

import CLinux
import Synchronization
import Testing
import TimeBase

@testable import LinuxBoard

/// A source whose news a test gives out.
final class FakeSource: DeviceSource {
    struct State {
        var there: [FoundDevice] = []
        var changes: [DeviceChange] = []
    }

    let state: SharedState
    let descriptor: Int32 = -1

    init(_ state: SharedState) { self.state = state }

    func nextLook(after now: MonotonicInstant) -> MonotonicInstant? { now + .milliseconds(2) }
    func look() -> [FoundDevice] { state.value.withLock(\.there) }
    func next(at now: MonotonicInstant) -> DeviceChange? {
        state.value.withLock { $0.changes.isEmpty ? nil : $0.changes.removeFirst() }
    }
}

final class SharedState: Sendable {
    let value = Mutex(FakeSource.State())
    let news = Mutex<[InventoryNews]>([])

    /// Waits until so much news has come, at most a minute.
    func news(atLeast count: Int) -> [InventoryNews] {
        for _ in 0..<12_000 where news.withLock(\.count) < count { HostThread.sleep(for: .milliseconds(5)) }
        return news.withLock(\.self)
    }
}

struct DeviceWatchTests {
    @Test func `what is there is known before it returns, what comes is told`() throws {
        let state = SharedState()
        state.value.withLock { $0.there = [.other(.pps, "pps0")] }
        let watch = try DeviceWatch.start(.any, source: { FakeSource(state) }) { news in
            state.news.withLock { $0 += news }
        }
        #expect(watch.inventory.devices.map(\.name) == ["pps0"])
        let device = FoundDevice.uBlox("ttyACM0")
        state.value.withLock {
            $0.there.append(device)
            $0.changes = [.present(device)]
        }
        #expect(state.news(atLeast: 3) == [.appeared(.other(.pps, "pps0")), .appeared(device), .receiver(device)])
        state.value.withLock {
            $0.there = [device]
            $0.changes = [.lookAgain]
        }
        #expect(state.news(atLeast: 4).last == .vanished(.other(.pps, "pps0")))
        #expect(watch.receiver.latest == "/dev/ttyACM0")
        watch.refuse(device)
        #expect(state.news(atLeast: 5).last == .receiver(device))
        watch.stop()
    }

    @Test func `a receiver that is back under another name is found there, and who waits is woken`() throws {
        let state = SharedState()
        let first = FoundDevice.adapter("ttyUSB0", serial: "A1")
        state.value.withLock { $0.there = [first] }
        let watch = try DeviceWatch.start(.any, source: { FakeSource(state) }) { news in
            state.news.withLock { $0 += news }
        }
        #expect(watch.receiver.latest == "/dev/ttyUSB0")
        #expect(watch.receiver.edition == 1)
        watch.receiver.drain()
        let back = FoundDevice.adapter("ttyUSB1", serial: "A1", place: "1-9:1.0")
        state.value.withLock {
            $0.there = [back]
            $0.changes = [.gone(path: first.path), .present(back)]
        }
        #expect(state.news(atLeast: 6).last == .receiver(back))
        #expect(watch.receiver.latest == "/dev/ttyUSB1")
        #expect(watch.receiver.edition == 3)
        var descriptor = watch.receiver.descriptor
        #expect(unsafe clinux_wait_readable(&descriptor, 1, 0) == 1)
        watch.receiver.drain()
        #expect(unsafe clinux_wait_readable(&descriptor, 1, 0) == 0)
        watch.stop()
    }

    @Test func `this machine is looked at without a fault, by udev and without it alike`() throws {
        let bare = SysfsSource().look()
        #expect(bare.contains { $0.name == "lo" && $0.kind == .net })
        guard let udev = UdevSource() else { return }
        #expect(udev.descriptor >= 0)
        #expect(Set(udev.look().map(\.path)) == Set(bare.map(\.path)))
    }
}
