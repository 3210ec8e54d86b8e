// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase

/// Reads a thermometer every few seconds, on a thread of its own: a sensor on a wire takes most of a second to answer.
public final class ThermometerThread: Sendable {
    /// What changed.
    public enum News: Hashable, Sendable {
        /// It is read from now on, the sensor's name and file.
        case reads(TemperatureSensor)
        /// There is none, or it cannot be read any more. It is looked for again at every interval.
        case isMissing
    }

    private let wake: WakeUp
    private let isEnding = Atomic<Bool>(false)
    private let thread: Mutex<HostThread?>

    private init() throws(HostFault) {
        wake = try WakeUp()
        thread = Mutex(nil)
    }

    /// - Parameters:
    ///   - interval: from one reading to the next.
    ///   - hear: called from the new thread with each reading, °C.
    ///   - tell: called from that thread when that changes, not at every try.
    public static func start(
        _ thermometer: OscillatorThermometer, every interval: Duration = .seconds(4),
        hear: @escaping @Sendable (Double) -> Void, tell: @escaping @Sendable (News) -> Void
    ) throws(HostFault) -> ThermometerThread {
        let reader = try ThermometerThread()
        try reader.thread.withLock { (thread) throws(HostFault) in
            thread = try HostThread.spawn(name: "thermometer") { reader.run(thermometer, interval, hear, tell) }
        }
        return reader
    }

    /// Returns once the thread has ended.
    public func stop() {
        isEnding.store(true, ordering: .releasing)
        wake.signal()
        let running = thread.withLock { $0.take() }
        if let running { running.join() }
    }

    private func run(
        _ thermometer: OscillatorThermometer, _ interval: Duration, _ hear: (Double) -> Void, _ tell: (News) -> Void
    ) {
        var memory = ThermometerMemory()
        while !isEnding.load(ordering: .acquiring) {
            let (celsius, news) = memory.read(thermometer)
            if let celsius { hear(celsius) }
            if let news { tell(news) }
            wake.wait(atMost: interval)
        }
    }
}

/// Which sensor was read last. It is kept to, and a few failures are borne: two sensors never show the same, and a change
/// from one to another is no change of temperature.
struct ThermometerMemory {
    private static let patience = 15

    private var sensor: TemperatureSensor?
    private var failures = 0
    private var hasTold = false

    mutating func read(_ thermometer: OscillatorThermometer) -> (celsius: Double?, news: ThermometerThread.News?) {
        if let celsius = sensor?.celsius {
            failures = 0
            return (celsius, nil)
        }
        failures += 1
        if sensor != nil, failures < Self.patience { return (nil, nil) }
        return look(thermometer)
    }

    private mutating func look(
        _ thermometer: OscillatorThermometer
    ) -> (celsius: Double?, news: ThermometerThread.News?) {
        let (found, before) = (thermometer.find(), sensor)
        (sensor, failures) = (found?.sensor, 0)
        defer { hasTold = true }
        guard let found else { return (nil, before == nil && hasTold ? nil : .isMissing) }
        return (found.celsius, found.sensor == before ? nil : .reads(found.sensor))
    }
}
