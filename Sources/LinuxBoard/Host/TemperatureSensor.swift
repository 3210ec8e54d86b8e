// SPDX-License-Identifier: Apache-2.0

/// A sensor of temperature that the kernel offers as a file, in thousandths of a degree.
public struct TemperatureSensor: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// hwmon: /sys/class/hwmon/*/temp*_input
        case monitor
        /// /sys/class/thermal/thermal_zone*/temp
        case zone
        /// 1-wire: /sys/bus/w1/devices/*/temperature. To read it takes most of a second.
        case wire
    }

    public var kind: Kind
    /// What is read.
    public var path: String
    /// What its chip, or its zone, calls itself: "tmp102", "cpu-thermal"; a 1-wire sensor's own number: "28-0316a2794fff".
    public var name: String

    public init(kind: Kind, path: String, name: String) { (self.kind, self.path, self.name) = (kind, path, name) }

    /// °C; `nil` where it cannot be read. What is outside any sensor's range is no temperature but a sensor that is not
    /// connected; and a 1-wire sensor shows 85 °C exactly after a loss of its power, before it has measured.
    public var celsius: Double? {
        guard let text = HostText.read(path), let value = Int(text.filter { !$0.isWhitespace }) else { return nil }
        let isReset = kind == .wire && value == 85_000
        return (-60_000...200_000).contains(value) && !isReset ? Double(value) / 1000 : nil
    }

    // MARK: Finding them

    /// All that this machine has, in a lasting order.
    /// - Parameter root: before every path; for tests.
    public static func all(root: String = "") -> [TemperatureSensor] {
        monitors(root) + zones(root) + wires(root)
    }

    static func zones(_ root: String) -> [TemperatureSensor] {
        let folder = "\(root)/sys/class/thermal"
        return HostFolder.names(folder).filter { $0.hasPrefix("thermal_zone") }.map { zone in
            TemperatureSensor(
                kind: .zone, path: "\(folder)/\(zone)/temp", name: word("\(folder)/\(zone)/type") ?? zone)
        }
    }

    static func monitors(_ root: String) -> [TemperatureSensor] {
        let folder = "\(root)/sys/class/hwmon"
        return HostFolder.names(folder).flatMap { chip in
            let name = word("\(folder)/\(chip)/name") ?? chip
            return HostFolder.names("\(folder)/\(chip)").filter(isReading).map {
                TemperatureSensor(kind: .monitor, path: "\(folder)/\(chip)/\($0)", name: name)
            }
        }
    }

    private static func wires(_ root: String) -> [TemperatureSensor] {
        let folder = "\(root)/sys/bus/w1/devices"
        let devices = HostFolder.names(folder).filter { HostFolder.names("\(folder)/\($0)").contains("temperature") }
        return devices.map { TemperatureSensor(kind: .wire, path: "\(folder)/\($0)/temperature", name: $0) }
    }

    /// `temp1_input`
    private static func isReading(_ name: String) -> Bool { name.hasPrefix("temp") && name.hasSuffix("_input") }

    private static func word(_ path: String) -> String? {
        let word = HostText.read(path)?.filter { !$0.isWhitespace } ?? ""
        return word.isEmpty ? nil : word
    }
}
