// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How the machine itself fares. Each part is `nil` where this machine does not tell it.
public struct MachineState: Sendable, Hashable {
    /// Of the hottest sensor, °C.
    public var temperature: Double?
    /// Octets that programs can still get (MemAvailable in proc_meminfo(5)).
    public var memoryAvailable: UInt64?
    /// Network interfaces that are up but have no carrier, by name.
    public var linksDown: [String] = []
    /// Resident octets of this program (proc_pid_statm(5)).
    public var residentMemory: UInt64?

    /// - Parameter root: before every path; for tests.
    public init(root: String = "") {
        temperature = Self.temperatures(root).max()
        memoryAvailable = Self.memory(HostText.read("\(root)/proc/meminfo"))
        linksDown = HostFolder.names("\(root)/sys/class/net").filter { Self.isDown("\(root)/sys/class/net/\($0)") }
        residentMemory = Self.resident(HostText.read("\(root)/proc/self/statm"))
    }

    /// Free octets, for ordinary users, of the file system on which a path lies (statvfs(3)).
    public static func diskFree(at path: String) -> UInt64? {
        var state = statvfs()
        guard unsafe statvfs(path, &state) == 0 else { return nil }
        return UInt64(state.f_bavail).multipliedReportingOverflow(by: UInt64(state.f_frsize)).partialValue
    }

    // MARK: The kernel's files

    /// Thermal zones, and the sensors of hwmon; those on a wire answer too slowly.
    private static func temperatures(_ root: String) -> [Double] {
        (TemperatureSensor.zones(root) + TemperatureSensor.monitors(root)).compactMap(\.celsius)
    }

    /// "MemAvailable:   12345 kB"
    private static func memory(_ text: String?) -> UInt64? {
        let line = text?.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        let words = line?.split(separator: " ") ?? []
        guard words.count > 1, let kibibytes = UInt64(words[1]) else { return nil }
        return kibibytes &* 1024
    }

    private static func resident(_ text: String?) -> UInt64? {
        let words = text?.split(separator: " ") ?? []
        guard words.count > 1, let pages = UInt64(words[1]) else { return nil }
        return pages &* UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
    }

    /// IFF_UP without a carrier. Reading the carrier of an interface that is not up fails, and says nothing.
    private static func isDown(_ interface: String) -> Bool {
        guard let flags = HostText.read("\(interface)/flags").flatMap(hexadecimal), flags & 1 == 1 else { return false }
        return number(HostText.read("\(interface)/carrier")) == 0
    }

    private static func hexadecimal(_ text: String) -> UInt64? {
        let trimmed = text.filter { !$0.isWhitespace }
        return trimmed.hasPrefix("0x") ? UInt64(trimmed.dropFirst(2), radix: 16) : nil
    }

    private static func number(_ text: String?) -> Int? { text.flatMap { Int($0.filter { !$0.isWhitespace }) } }
}
