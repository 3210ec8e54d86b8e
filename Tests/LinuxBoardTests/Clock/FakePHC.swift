// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

@testable import LinuxBoard

/// A hardware clock without hardware, beside a ``FakeKernel``.
final class FakePHC: PHCKernel {
    private let kernel: FakeKernel
    private var anchor: Int64
    private var atAnchor: Double
    /// Its own error against CLOCK_MONOTONIC.
    var drift: Double
    private(set) var frequency = 0.0
    var offered: Set<ClockComparer.Method> = [.extended, .basic]
    private(set) var asked: [ClockComparer.Method] = []
    var fault: ClockFault?
    var maxAdjust: Int32 = 1_000_000

    /// Nanoseconds beyond TAI as the fake kernel's realtime and 37 s have it.
    init(_ kernel: FakeKernel, ahead: Double = 0, drift: Double = 0) {
        (self.kernel, self.drift, anchor, atAnchor) = (kernel, drift, kernel.monotonic, ahead)
    }

    /// How far it is from CLOCK_MONOTONIC's course; doubles carry that to a fraction of a nanosecond.
    private func ahead(at monotonic: Int64) -> Double {
        atAnchor + Double(monotonic - anchor) * (drift + frequency)
    }

    static let base: Int64 = 1_795_219_200_000_000_000 - 1_000_000_000_000 + 37_000_000_000
    func shown(at monotonic: Int64) -> Int64 { Self.base + monotonic + Int64(ahead(at: monotonic).rounded()) }
    func move(by nanoseconds: Double) { atAnchor += nanoseconds }

    func capabilities() throws(ClockFault) -> clinux_phc_caps {
        clinux_phc_caps(max_adjust_ppb: maxAdjust, extts_channels: 2, pins: 4, has_cross_stamps: 0)
    }

    func adjust(_ adjustment: clinux_timex) throws(ClockFault) -> clinux_timex {
        if let fault { throw fault }
        (atAnchor, anchor) = (ahead(at: kernel.monotonic), kernel.monotonic)
        let modes = Int32(adjustment.modes)
        if modes & CLINUX_ADJ_SETOFFSET != 0 {
            atAnchor += Double(adjustment.step_seconds) * 1e9 + Double(adjustment.step_nanoseconds)
        } else if modes & CLINUX_ADJ_FREQUENCY != 0 {
            frequency = Double(adjustment.frequency) / 65_536e6
            if abs(frequency) > Double(maxAdjust) * 1e-9 { throw .unsuitable }
        }
        var state = clinux_timex()
        state.frequency = Int64((frequency * 65_536e6).rounded())
        return state
    }

    /// Of three readings the middle one is the closest.
    func read(by method: ClockComparer.Method, into readings: inout ClockComparer.Readings) throws(ClockFault) -> Int {
        if let fault { throw fault }
        asked.append(method)
        guard offered.contains(method) else { throw .unsuitable }
        for (index, width) in [5_000, 400, 9_000].enumerated() as EnumeratedSequence<[Int64]> {
            let end = kernel.realtime - Int64(2 - index) * 20_000
            // What was held up was held up after the register's access.
            let middle = end - width / 2 - (width > 400 ? width / 3 : 0)
            readings[index] = clinux_phc_reading(
                before: end - width, phc: shown(at: middle - kernel.difference), after: end)
        }
        return 3
    }
}
