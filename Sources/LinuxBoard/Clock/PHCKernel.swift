// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// A hardware clock (PHC) as the kernel offers it: what tests put another in place of.
protocol PHCKernel: AnyObject {
    func capabilities() throws(ClockFault) -> clinux_phc_caps
    /// As ``KernelClock/adjust(_:)``, by the PHC's own clock id. Of a step and a frequency in one call drivers take only
    /// the step (ptp_clock_adjtime in drivers/ptp/ptp_clock.c).
    func adjust(_ adjustment: clinux_timex) throws(ClockFault) -> clinux_timex
    /// Reads it between readings of CLOCK_REALTIME; returns how many times.
    func read(by method: ClockComparer.Method, into readings: inout ClockComparer.Readings) throws(ClockFault) -> Int
}

/// `/dev/ptpN`, or an interface's; opened when it is first needed, and again after it was gone.
final class HostPHC: PHCKernel {
    private let name: String
    private var owner: FileDescriptor?
    private var raw: Int32 = -1

    init(named name: String) { self.name = name }

    private func descriptor() throws(ClockFault) -> Int32 {
        if raw >= 0 { return raw }
        guard let path = HardwareClock.device(named: name) else { throw .absent }
        let opened = unsafe clinux_phc_open(path)
        guard opened >= 0 else { throw ClockFault(errno: -opened) }
        owner = FileDescriptor(owning: opened)
        raw = opened
        return opened
    }

    func capabilities() throws(ClockFault) -> clinux_phc_caps {
        var caps = clinux_phc_caps()
        _ = try checked(unsafe clinux_phc_capabilities(try descriptor(), &caps))
        return caps
    }

    func adjust(_ adjustment: clinux_timex) throws(ClockFault) -> clinux_timex {
        var kernel = adjustment
        _ = try checked(unsafe clinux_clock_adjust(clinux_phc_clock(try descriptor()), &kernel))
        return kernel
    }

    func read(by method: ClockComparer.Method, into readings: inout ClockComparer.Readings) throws(ClockFault) -> Int {
        var span = readings.mutableSpan
        let (raw, count) = (try descriptor(), ClockComparer.attempts)
        let result = unsafe span.withUnsafeMutableBufferPointer {
            switch method {
            case .precise: unsafe clinux_phc_precise(raw, $0.baseAddress)
            case .extended: unsafe clinux_phc_extended(raw, count, $0.baseAddress)
            case .basic: unsafe clinux_phc_basic(raw, count, $0.baseAddress)
            }
        }
        return Int(try checked(result))
    }

    private func checked(_ result: Int32) throws(ClockFault) -> Int32 {
        if result >= 0 { return result }
        let fault = ClockFault(errno: -result)
        if fault == .absent {
            owner = nil
            raw = -1
        }
        throw fault
    }
}
