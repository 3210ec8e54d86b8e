// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import Testing
import TimeBase

@testable import LinuxBoard

struct HostTests {
    @Test func `the counter never goes back, and can be slept on`() {
        let before = HostClock.now
        HostThread.sleep(for: .milliseconds(20))
        let slept = HostClock.now - before
        #expect(slept >= .milliseconds(20))
    }

    @Test func `a precision is that of a host's clock`() {
        #expect((-29 ... -10).contains(HostClock.measurePrecision()))
    }

    @Test(arguments: [nil, 10])
    func `a thread runs its body, permitted to be realtime or not`(priority: Int?) throws {
        let answer = Shared()
        let thread = try HostThread.spawn(name: "a name longer than fifteen", realtime: priority) {
            answer.value.store(sched_getscheduler(0) == SCHED_FIFO ? 2 : 1, ordering: .releasing)
        }
        let isRealtime = thread.isRealtime
        thread.join()
        #expect(answer.value.load(ordering: .acquiring) == (isRealtime ? 2 : 1))
        #expect(priority != nil || !isRealtime)
    }

    @Test func `a descriptor is closed with its owner`() throws {
        let raw = unsafe open("/dev/null", O_RDONLY)
        do { _ = FileDescriptor(owning: raw) }
        #expect(fcntl(raw, F_GETFD) == -1)
    }

    private final class Shared: Sendable {
        let value = Atomic<Int>(0)
    }
}
