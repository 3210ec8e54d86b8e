// SPDX-License-Identifier: Apache-2.0

/// The thermometer that tells best how warm the oscillator is.
public struct OscillatorThermometer: Hashable, Sendable {
    /// Which one is meant.
    public enum Wish: Hashable, Sendable {
        /// The one that is likely to be nearest.
        case any
        /// A sensor's file, or its name as ``TemperatureSensor/name`` has it.
        case named(String)
    }

    public let wish: Wish
    private let root: String

    /// - Parameter root: before every path; for tests.
    public init(_ wish: Wish, root: String = "") { (self.wish, self.root) = (wish, root) }

    /// The sensor that is meant and can be read now; `nil`: there is none. May take a second.
    public func find() -> (sensor: TemperatureSensor, celsius: Double)? {
        for sensor in candidates {
            if let celsius = sensor.celsius { return (sensor, celsius) }
        }
        return nil
    }

    private var candidates: [TemperatureSensor] {
        switch wish {
        case .any: Self.byLikelihood(TemperatureSensor.all(root: root))
        case .named(let path) where path.hasPrefix("/"):
            [TemperatureSensor(kind: path.contains("/w1") ? .wire : .monitor, path: root + path, name: path)]
        case .named(let name): TemperatureSensor.all(root: root).filter { $0.name == name }
        }
    }

    /// The likelier one first, and of equals the one that was listed first.
    static func byLikelihood(_ sensors: [TemperatureSensor]) -> [TemperatureSensor] {
        sensors.enumerated().sorted { ($1.element.likelihood, $0.offset) < ($0.element.likelihood, $1.offset) }
            .map(\.element)
    }
}

extension TemperatureSensor {
    /// How likely it is that the oscillator is as warm as this.
    ///
    /// Who wires a sensor up for this puts it there. A sensor of the board's own tells what surrounds the crystal; that of
    /// a processor does too, with what it works added, which is better than nothing. A disk tells of itself.
    fileprivate var likelihood: Int {
        if kind == .wire { return 4 }
        if Self.onDisks.contains(name) { return 0 }
        let isOfProcessor = Self.onProcessors.contains { name.contains($0) }
        return isOfProcessor ? 1 : kind == .monitor && Self.onBoards.contains { name.hasPrefix($0) } ? 3 : 2
    }

    private static let onDisks: Set<String> = ["nvme", "drivetemp"]
    private static let onProcessors = ["coretemp", "k10temp", "cpu", "x86_pkg", "gpu", "soc", "radeon", "nouveau"]
    /// Drivers of sensors that are soldered to boards, the clock on a battery's among them, which sits by its crystal.
    private static let onBoards = ["tmp", "lm75", "lm9", "ds", "rtc", "sht", "adt7", "mcp98", "jc42", "rv3029", "max3"]
}
