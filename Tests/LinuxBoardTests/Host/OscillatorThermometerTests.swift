// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing
import TimeBase

@testable import LinuxBoard

/// A machine's sensors as files, beneath a folder of the test's; gone with it.
private final class Sensors: Sendable {
    let root = NSTemporaryDirectory() + "gnomon-sensors-\(UUID().uuidString)"

    init(_ files: [String: String]) throws { for (path, text) in files { try write(text, to: path) } }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func write(_ text: String, to path: String) throws {
        let file = URL(filePath: root + "/" + path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: root + "/" + path) }
}

struct OscillatorThermometerTests {
    private static let disk = [
        "sys/class/hwmon/hwmon0/name": "nvme\n", "sys/class/hwmon/hwmon0/temp1_input": "38850\n",
    ]
    private static let processor = [
        "sys/class/hwmon/hwmon1/name": "coretemp\n", "sys/class/hwmon/hwmon1/temp1_input": "51000\n",
    ]
    private static let zone = [
        "sys/class/thermal/thermal_zone0/type": "acpitz\n", "sys/class/thermal/thermal_zone0/temp": "27800\n",
    ]
    private static let chip = [
        "sys/class/hwmon/hwmon2/name": "tmp102\n", "sys/class/hwmon/hwmon2/temp1_input": "31437\n",
    ]
    private static let wire = ["sys/bus/w1/devices/28-0316a2794fff/temperature": "29187\n"]

    private func found(_ wish: OscillatorThermometer.Wish = .any, _ files: [String: String]...) throws -> Double? {
        let sensors = try Sensors(files.reduce(into: [:]) { $0.merge($1) { $1 } })
        return withExtendedLifetime(sensors) { OscillatorThermometer(wish, root: sensors.root).find()?.celsius }
    }

    @Test func `the sensor that is likely to be nearest is taken`() throws {
        let (disk, processor, zone, chip, wire) = (Self.disk, Self.processor, Self.zone, Self.chip, Self.wire)
        #expect(try found(.any, disk) == 38.85)
        #expect(try found(.any, disk, processor) == 51)
        #expect(try found(.any, disk, processor, zone) == 27.8)
        #expect(try found(.any, disk, processor, zone, chip) == 31.437)
        #expect(try found(.any, disk, processor, zone, chip, wire) == 29.187)
        #expect(try found(.any) == nil)
    }

    @Test func `one that is named, by its name or its file, is taken and no other`() throws {
        let path = "/sys/class/hwmon/hwmon1/temp1_input"
        #expect(try found(.named("coretemp"), Self.processor, Self.chip) == 51)
        #expect(try found(.named("28-0316a2794fff"), Self.wire, Self.chip) == 29.187)
        #expect(try found(.named(path), Self.processor, Self.chip) == 51)
        #expect(try found(.named("lm75"), Self.processor, Self.chip) == nil)
        #expect(try found(.named(path), Self.chip) == nil)
    }

    @Test(arguments: ["85000\n", "", "warm", "-127000\n", "4000000\n"])
    func `what is no temperature is not taken for one`(text: String) throws {
        #expect(try found(.any, ["sys/bus/w1/devices/28-01/temperature": text]) == nil)
        #expect(try found(.any, Self.chip, ["sys/bus/w1/devices/28-01/temperature": text]) == 31.437)
    }

    @Test func `a sensor is kept to, and a few failures are borne before another is taken`() throws {
        let sensors = try Sensors(Self.chip.merging(Self.processor) { $1 })
        let thermometer = OscillatorThermometer(.any, root: sensors.root)
        var memory = ThermometerMemory()
        let first = memory.read(thermometer)
        #expect(first.celsius == 31.437)
        guard case .reads(let sensor)? = first.news else { throw CancellationError() }
        #expect(sensor.name == "tmp102")
        try sensors.write("29000\n", to: "sys/bus/w1/devices/28-01/temperature")
        try sensors.remove("sys/class/hwmon/hwmon2/temp1_input")
        for _ in 0..<14 {
            let none = memory.read(thermometer)
            #expect(none.celsius == nil && none.news == nil)
        }
        let other = memory.read(thermometer)
        #expect(other.celsius == 29)
        #expect(other.news != nil)
    }

    @Test func `that there is none is told once, and its end too`() throws {
        let sensors = try Sensors([:])
        let thermometer = OscillatorThermometer(.any, root: sensors.root)
        var memory = ThermometerMemory()
        #expect(memory.read(thermometer).news == .isMissing)
        for _ in 0..<20 { #expect(memory.read(thermometer).news == nil) }
        try sensors.write("29000\n", to: "sys/bus/w1/devices/28-01/temperature")
        #expect(memory.read(thermometer).celsius == 29)
        try sensors.remove("sys/bus/w1/devices/28-01/temperature")
        let news = (0..<40).compactMap { _ in memory.read(thermometer).news }
        #expect(news == [.isMissing])
    }

    @Test func `a thread of its own reads it until it is stopped`() throws {
        let sensors = try Sensors(Self.chip)
        let box = Readings()
        let thread = try ThermometerThread.start(
            OscillatorThermometer(.any, root: sensors.root), every: .milliseconds(1), hear: box.add, tell: { _ in })
        while box.all.count < 3 { HostThread.sleep(for: .milliseconds(1)) }
        thread.stop()
        let count = box.all.count
        HostThread.sleep(for: .milliseconds(20))
        #expect(box.all.count == count)
        #expect(Set(box.all) == [31.437])
    }
}

private final class Readings: Sendable {
    private let heard = Mutex<[Double]>([])
    var all: [Double] { heard.withLock(\.self) }
    @Sendable func add(_ celsius: Double) { heard.withLock { $0.append(celsius) } }
}
