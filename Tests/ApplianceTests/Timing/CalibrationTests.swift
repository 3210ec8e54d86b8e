// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// What was measured of the pulse is taken out of the time, with the right sign: the truth is known here.
struct CalibrationTests {
    /// The clock − the truth, on the average of the last ten minutes of half an hour, ns.
    private func error(pulseLateBy delay: Duration, _ yaml: String) throws -> Double {
        var settings = World.settings
        settings.keeping.pulse = try Settings(reading: Array(yaml.utf8), file: "t", board: .simulated).timekeeping.pulse
        var world = World(settings: settings) { $0.pulse.delay = delay }
        world.run(until: 1200)
        var sum = 0.0
        for second in 1..<601 {
            world.run(until: 1200 + second)
            sum += world.error.realNanoseconds
        }
        #expect(world.state.phase == .locked)
        return sum / 600
    }

    @Test func `a pulse that comes 42 ns late puts the clock 42 ns behind, and a bias of 42 puts it right`() throws {
        let wrong = try error(pulseLateBy: .nanoseconds(42), "{}")
        let right = try error(pulseLateBy: .nanoseconds(42), "pulse: {biasNs: 42}")
        #expect(abs(wrong + 42) < 10, "\(wrong)")
        #expect(abs(right) < 10, "\(right)")
        // The same world, but for what is taken out of it.
        #expect(abs(right - wrong - 42) < 0.1, "\(right - wrong)")
    }

    @Test func `a pulse that comes early has a negative bias, beside its cable's delay`() throws {
        let plain = try error(pulseLateBy: .zero, "{}")
        let calibrated = try error(pulseLateBy: .nanoseconds(100), "pulse: {cableDelayNs: 120, biasNs: -20}")
        #expect(abs(calibrated - plain) < 0.1, "\(calibrated) \(plain)")
    }
}
