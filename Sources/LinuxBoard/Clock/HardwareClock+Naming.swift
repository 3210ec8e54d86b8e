// SPDX-License-Identifier: Apache-2.0

import CLinux

extension HardwareClock {
    /// The device of a hardware clock by what an owner calls it: its own path, or the interface whose packets it stamps,
    /// in the card or in its PHY, as the driver says. `nil` where that interface is not there or has none.
    static func device(named name: String) -> String? {
        if name.hasPrefix("/") { return name }
        let index = unsafe clinux_phc_of_interface(name)
        return index < 0 ? nil : "/dev/ptp\(index)"
    }

    /// Whether both names lead to the same device now.
    public static func isSame(_ one: String, _ other: String) -> Bool {
        let nodes = [one, other].map { device(named: $0).map(HostFolder.resolved) ?? $0 }
        return nodes[0] == nodes[1]
    }
}
