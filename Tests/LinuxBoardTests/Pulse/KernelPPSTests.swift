// SPDX-License-Identifier: Apache-2.0

import CLinux
import Synchronization
import Testing
import TimeBase

@testable import LinuxBoard

/// A PPS device whose edges the test makes.
final class FakePPS: PPSDevice {
    private let state = Mutex(State())

    private struct State {
        var info = clinux_pps_info()
        var isPresent = true
        var fault: SourceFault?
    }

    func pulse(at nanoseconds: Int64, isRising: Bool) {
        state.withLock {
            if isRising {
                $0.info.assert_sequence += 1
                $0.info.assert_ns = nanoseconds
            } else {
                $0.info.clear_sequence += 1
                $0.info.clear_ns = nanoseconds
            }
        }
    }

    func fail(_ fault: SourceFault) { state.withLock { $0.fault = fault } }
    func goAway() { state.withLock { $0.isPresent = false } }
    var isPresent: Bool { state.withLock { $0.isPresent } }

    func fetch(within timeout: Duration) throws(SourceFault) -> clinux_pps_info? {
        let before = try now()
        guard timeout > .zero else { return before }
        for _ in 0..<10 {
            HostThread.sleep(for: .milliseconds(1))
            let after = try now()
            if after.assert_sequence != before.assert_sequence || after.clear_sequence != before.clear_sequence {
                return after
            }
        }
        return nil
    }

    private func now() throws(SourceFault) -> clinux_pps_info {
        let (info, fault) = state.withLock { ($0.info, $0.fault) }
        if let fault { throw fault }
        return info
    }
}

struct KernelPPSTests {
    private let device = FakePPS()

    private func source(_ edges: PulseEdges = .both) -> KernelPPS {
        let device = device
        return KernelPPS(path: "/dev/pps9", edges: edges) { (_, _) throws(SourceFault) in device }
    }

    /// Waits for up to two seconds.
    private func next(_ source: KernelPPS) -> EdgeStamp? {
        var raw = source.descriptor
        _ = unsafe clinux_wait_readable(&raw, 1, 2_000_000_000)
        return source.take()
    }

    @Test func `edges arrive with their stamps, and a wait for the next one begins anew`() {
        let source = source()
        #expect(source.attempt != nil && source.take() == nil)
        #expect(source.open(at: HostClock.now) == nil && source.attempt == nil)
        HostThread.sleep(for: .milliseconds(30))
        for second in 1...3 as ClosedRange<Int64> {
            device.pulse(at: second * 1_000_000_000, isRising: true)
            #expect(
                next(source) == EdgeStamp(clock: .realtime, nanoseconds: second * 1_000_000_000, isRising: true))
            device.pulse(at: second * 1_000_000_000 + 100_000_000, isRising: false)
            #expect(next(source)?.isRising == false)
        }
        #expect(source.take() == nil && source.missed == 0)
    }

    @Test(arguments: [true, false])
    func `a device that fails or goes is tried again`(fails: Bool) {
        let source = source()
        #expect(source.open(at: HostClock.now) == nil)
        if fails { device.fail(.absent) } else { device.goAway() }
        #expect(next(source) == nil)
        #expect(source.descriptor == -1 && source.attempt != nil)
    }

    @Test func `why it cannot be opened is said, and when it is to be tried again`() {
        let source = KernelPPS(path: "/nonexistent/pps", edges: .rising)
        let now = HostClock.now
        #expect(source.open(at: now) == .absent)
        #expect(source.attempt == now + Retry.firstDelay)
        #expect(KernelPPS(path: "/dev/null", edges: .rising).open(at: now) == .unsuitable)
    }
}
