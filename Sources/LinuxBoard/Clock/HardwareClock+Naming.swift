// SPDX-License-Identifier: Apache-2.0

extension HardwareClock {
    /// The device of a hardware clock by what an owner calls it: its own path, or the interface whose clock it is
    /// (`/sys/class/net/IF/device/ptp`). `nil` where that interface has none.
    public static func device(named name: String) -> String? { device(named: name, sysfs: "/sys/class/net") }

    static func device(named name: String, sysfs: String) -> String? {
        if name.hasPrefix("/") { return name }
        return HostFolder.names("\(sysfs)/\(name)/device/ptp").first { $0.hasPrefix("ptp") }.map { "/dev/\($0)" }
    }
}
