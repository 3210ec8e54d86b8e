// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import Synchronization

/// Who reads the thermometer near the oscillator, and what is missing of it. Time is kept without one too.
final class ThermometerDuty: Sendable {
    private let thermometer: OscillatorThermometer
    private let log: Logger
    private let interval: Duration
    private let missing = Mutex<String?>(nil)
    private let thread = Mutex<EndableThread?>(nil)

    init(_ thermometer: OscillatorThermometer, log: Logger, every interval: Duration = .seconds(4)) {
        (self.thermometer, self.log, self.interval) = (thermometer, log, interval)
    }

    /// What cannot be had of it and what that costs, as a sentence; `nil` too where any sensor would have done.
    var finding: String? { missing.withLock(\.self) }

    /// Has it read every few seconds.
    func read(into box: TemperatureBox) throws(HostFault) {
        let started = try ThermometerThread.start(thermometer, every: interval) {
            box.put($0)
        } tell: { [self] news in
            tell(news)
        }
        thread.withLock { $0 = started }
    }

    func stop() { thread.withLock { $0.take() }?.stop() }

    private func tell(_ news: ThermometerThread.News) {
        switch (news, thermometer.wish) {
        case (.reads(let sensor), _):
            missing.withLock { $0 = nil }
            log.info("The temperature near the oscillator is read from \(sensor.path) (\(sensor.name)).")
        case (.isMissing, .any): log.info("No thermometer was found. \(Self.cost)")
        case (.isMissing, .named(let name)):
            let sentence = "The thermometer \(name) cannot be read. \(Self.cost)"
            missing.withLock { $0 = sentence }
            log.warning("\(sentence)")
        }
    }

    static let cost = "What warmth does to the oscillator is not taken into account."
}

extension Settings {
    /// Only where the oscillator is a real one.
    func thermometerDuty(log: Logger) -> ThermometerDuty? {
        guard let wish = clock.thermometer else { return nil }
        return ThermometerDuty(
            OscillatorThermometer(wish == Self.anyThermometer ? .any : .named(wish)), log: log)
    }
}
