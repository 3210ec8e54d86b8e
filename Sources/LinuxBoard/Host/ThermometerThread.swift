// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Reads a thermometer every few seconds, on a thread of its own: a sensor on a wire takes most of a second to answer.
public enum ThermometerThread {
    /// What changed.
    public enum News: Hashable, Sendable {
        /// It is read from now on, the sensor's name and file.
        case reads(TemperatureSensor)
        /// There is none, or it cannot be read any more. It is looked for again at every interval.
        case isMissing
    }

    /// - Parameters:
    ///   - interval: from one reading to the next.
    ///   - hear: called from the new thread with each reading, °C.
    ///   - tell: called from that thread when that changes, not at every try.
    public static func start(
        _ thermometer: OscillatorThermometer, every interval: Duration = .seconds(4),
        hear: @escaping @Sendable (Double) -> Void, tell: @escaping @Sendable (News) -> Void
    ) throws(HostFault) -> EndableThread {
        try .start(name: "thermometer") { run(thermometer, interval, hear, tell, on: $0) }
    }

    private static func run(
        _ thermometer: OscillatorThermometer, _ interval: Duration, _ hear: (Double) -> Void, _ tell: (News) -> Void,
        on thread: EndableThread
    ) {
        var memory = ThermometerMemory()
        while !thread.isEnding {
            let (celsius, news) = memory.read(thermometer)
            if let celsius { hear(celsius) }
            if let news { tell(news) }
            thread.wait(atMost: interval)
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
