// SPDX-License-Identifier: Apache-2.0

@testable import LinuxBoard

/// Devices as they are found in the field.
extension FoundDevice {
    static func port(_ name: String, usb: USB?, place: String?, links: [String] = []) -> FoundDevice {
        FoundDevice(
            kind: .tty, path: "/sys/devices/\(place ?? "x")/tty/\(name)", name: name, node: "/dev/\(name)",
            links: links,
            usb: usb, place: place, parent: "/sys/devices/\(place ?? "x")")
    }

    /// u-blox receivers have no serial number.
    static func uBlox(_ name: String, place: String = "1-1:1.0") -> FoundDevice {
        port(name, usb: USB(vendor: "1546", product: "01a8", maker: "u-blox AG", model: "u-blox 8"), place: place)
    }

    static func adapter(_ name: String, serial: String? = nil, place: String = "1-2:1.0") -> FoundDevice {
        port(name, usb: USB(vendor: "0403", product: "6001", serial: serial, maker: "FTDI"), place: place)
    }

    static func uart(_ name: String, links: [String] = []) -> FoundDevice {
        port(name, usb: nil, place: "fe201000.serial", links: links)
    }

    static func other(_ kind: Kind, _ name: String, below parent: String? = nil) -> FoundDevice {
        FoundDevice(
            kind: kind, path: "\(parent ?? "/sys/devices/virtual")/\(kind.rawValue)/\(name)", name: name,
            node: kind == .net ? nil : "/dev/\(name)", parent: parent)
    }
}
