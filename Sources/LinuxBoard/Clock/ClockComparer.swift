// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

/// Reads a PHC against CLOCK_REALTIME by the best that its driver offers.
struct ClockComparer {
    /// From the best to the plainest (PTP_SYS_OFFSET_PRECISE, _EXTENDED, PTP_SYS_OFFSET of <linux/ptp_clock.h>).
    enum Method: UInt8, CaseIterable {
        /// One reading, by the hardware itself.
        case precise
        /// The system's clock is read next to the register's access.
        case extended
        /// The system's clock is read around the driver's whole function.
        case basic
    }

    typealias Readings = InlineArray<25, clinux_phc_reading>

    struct Sample: Equatable {
        /// CLOCK_REALTIME, nanoseconds.
        var realtime: Int64
        /// The PHC, nanoseconds.
        var phc: Int64
        /// Half the time that the reading took, or what a cross-stamp is taken to be good for.
        var uncertainty: Duration
    }

    static let attempts: Int32 = 9
    /// Cross-stamps come without a measure of their own.
    static let preciseUncertainty: Duration = .nanoseconds(50)

    private(set) var method = Method.precise

    /// The reading that took the least time. A method that the driver does not offer is not tried again.
    mutating func sample(_ kernel: any PHCKernel) throws(ClockFault) -> Sample {
        var readings = Readings(repeating: clinux_phc_reading())
        while true {
            do throws(ClockFault) {
                let count = try kernel.read(by: method, into: &readings)
                return try best(of: readings, count)
            } catch {
                guard error == .unsuitable, let next = Method(rawValue: method.rawValue + 1) else { throw error }
                method = next
            }
        }
    }

    private func best(of readings: borrowing Readings, _ count: Int) throws(ClockFault) -> Sample {
        var best: clinux_phc_reading?
        for index in 0..<min(count, readings.count) {
            let width = readings[index].after &- readings[index].before
            if width >= 0, best.map({ width < $0.after &- $0.before }) ?? true { best = readings[index] }
        }
        guard let best else { throw .failed }
        let half = (best.after &- best.before) / 2
        return Sample(
            realtime: best.before &+ half, phc: best.phc,
            uncertainty: method == .precise ? Self.preciseUncertainty : .nanoseconds(half + 1))
    }
}
