// SPDX-License-Identifier: Apache-2.0

import Board
import Foundation
import LinuxBoard
import Logging
import SimulatedBoard
import Testing
import TimeBase

@testable import Appliance

struct ThermometerDutyTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func settings(_ text: String) throws -> Settings {
        try Settings(reading: Array(text.utf8), file: "test", board: .linux)
    }

    /// Returns once `condition` holds, or after ten seconds.
    private func wait(until condition: () -> Bool) -> Bool {
        for _ in 0..<10_000 {
            if condition() { return true }
            HostThread.sleep(for: .milliseconds(1))
        }
        return false
    }

    @Test func `what is read comes to the timing thread, and a named sensor that is not there is told of`() throws {
        let path = NSTemporaryDirectory() + "gnomon-thermometer-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (duty, box) = (
            ThermometerDuty(OscillatorThermometer(.named(path)), log: log, every: .milliseconds(1)), TemperatureBox()
        )
        try duty.read(into: box)
        defer { duty.stop() }
        #expect(wait { duty.finding == "The thermometer \(path) cannot be read. \(ThermometerDuty.cost)" })
        #expect(box.take() == nil)
        try Data("31437\n".utf8).write(to: URL(filePath: path))
        #expect(wait { box.take() == 31.437 })
        #expect(wait { duty.finding == nil })
    }

    @Test func `a reading is taken once, and the last one counts`() {
        let box = TemperatureBox()
        box.put(20)
        box.put(21)
        #expect(box.take() == 21)
        #expect(box.take() == nil)
    }

    @Test func `any sensor is taken unless the settings say otherwise`() throws {
        #expect(try settings("{}").clock.thermometer == "auto")
        #expect(try settings("clock: {thermometer: tmp102}").clock.thermometer == "tmp102")
        #expect(
            try settings("clock: {thermometer: /sys/class/hwmon/hwmon0/temp1_input}").thermometerDuty(log: log) != nil)
        #expect(try settings("clock: {thermometer: null}").thermometerDuty(log: log) == nil)
        for wrong in ["a/b", "'two words'", "[tmp102]", "''"] {
            #expect(throws: SettingsFaults.self) { try settings("clock: {thermometer: \(wrong)}") }
        }
    }

    @Test func `the engine knows how warm it is`() {
        var world = World()
        world.run(until: 3)
        #expect(world.loop.engine.facts.temperature == nil)
        world.run(until: 10)
        let read = world.loop.engine.facts.temperature
        #expect(read?.at == MonotonicInstant(sinceEpoch: .seconds(8)))
        #expect(((read?.celsius ?? 0) - 25).magnitude < 0.5)
    }
}
