// SPDX-License-Identifier: Apache-2.0

/// A device that a time server has a use for, as the kernel and udev name it.
public struct FoundDevice: Hashable, Sendable {
    /// The kernel's subsystem; the raw value is its name under /sys/class.
    public enum Kind: String, Sendable, CaseIterable {
        /// A serial port with hardware behind it, on USB or on the board.
        case tty
        /// A receiver with a kernel driver of its own (/dev/gnss0).
        case gnss
        /// A source of pulses (/dev/pps0).
        case pps
        /// A hardware clock (/dev/ptp0).
        case ptp
        /// A network interface.
        case net
    }

    /// What a USB device says of itself; numbers as four hexadecimal digits, as lsusb prints them.
    public struct USB: Hashable, Sendable {
        public var vendor: String
        public var product: String
        public var serial: String?
        public var maker: String?
        public var model: String?

        public init(
            vendor: String, product: String, serial: String? = nil, maker: String? = nil, model: String? = nil
        ) {
            (self.vendor, self.product, self.serial) = (vendor, product, serial)
            (self.maker, self.model) = (maker, model)
        }
    }

    public var kind: Kind
    /// In sysfs; nothing else has it while the device lives.
    public var path: String
    /// "ttyACM0", "eth0".
    public var name: String
    /// "/dev/ttyACM0"; interfaces have none.
    public var node: String?
    /// Further names that udev's rules gave it: "/dev/gnss0".
    public var links: [String]
    public var usb: USB?
    /// Where it is plugged in, which is the same after it was pulled and plugged into the same socket: udev's ID_PATH,
    /// or the parent's name ("1-1.2:1.0", "fe201000.serial").
    public var place: String?
    /// The path in sysfs of the device that it hangs on.
    public var parent: String?
    /// pps: its source's name; ptp: the clock's.
    public var label: String?

    public init(
        kind: Kind, path: String, name: String, node: String? = nil, links: [String] = [], usb: USB? = nil,
        place: String? = nil, parent: String? = nil, label: String? = nil
    ) {
        (self.kind, self.path, self.name, self.node, self.links) = (kind, path, name, node, links)
        (self.usb, self.place, self.parent, self.label) = (usb, place, parent, label)
    }

    /// What to open: the stable name where there is one.
    public var preferredNode: String? { links.filter { $0.hasPrefix("/dev/gnss") }.min() ?? node }

    /// Whether it can be asked for by this path.
    public func isNamed(_ path: String) -> Bool { node == path || links.contains(path) }

    /// "/dev/ttyACM0 (u-blox AG - www.u-blox.com u-blox GNSS receiver, USB 1546:01a9)".
    public var summary: String {
        let words = [usb?.maker, usb?.model, label].compactMap(\.self).joined(separator: " ")
        let numbers = usb.map { "USB \($0.vendor):\($0.product)" }
        let remarks = [words.isEmpty ? nil : words, numbers].compactMap(\.self).joined(separator: ", ")
        let title = preferredNode ?? name
        return remarks.isEmpty ? title : "\(title) (\(remarks))"
    }
}

/// What became known of devices.
public enum DeviceChange: Hashable, Sendable {
    /// It is there: new, or something of it has changed.
    case present(FoundDevice)
    /// It is gone; by its path in sysfs.
    case gone(path: String)
    /// Changes were lost: look at everything again.
    case lookAgain
}
