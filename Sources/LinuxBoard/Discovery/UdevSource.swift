// SPDX-License-Identifier: Apache-2.0

import CUdev
public import TimeBase

/// Devices by libudev: with udev's daemon after its rules were applied, without it as the kernel tells them.
@safe public final class UdevSource: DeviceSource {
    private let udev: OpaquePointer
    public let descriptor: Int32

    /// `nil` where this machine has no libudev, or no way to listen.
    public init?() {
        var made: OpaquePointer?
        let result = unsafe cudev_open("tty gnss pps ptp net", &made)
        guard result == 0, let opened = unsafe made else { return nil }
        unsafe udev = opened
        unsafe descriptor = cudev_descriptor(opened)
    }

    deinit { unsafe cudev_close(udev) }

    /// Whether udev's daemon tells, so that rules and stable names apply.
    public var hasDaemon: Bool { unsafe cudev_has_daemon(udev) != 0 }

    public func nextLook(after now: MonotonicInstant) -> MonotonicInstant? { nil }

    public func look() -> [FoundDevice] {
        guard unsafe cudev_look(udev) == 0 else { return [] }
        var found: [FoundDevice] = []
        var info = unsafe cudev_info()
        while unsafe cudev_found(udev, &info) > 0 {
            if let device = unsafe FoundDevice(info) { found.append(device) }
        }
        return found
    }

    public func next(at now: MonotonicInstant) -> DeviceChange? {
        var info = unsafe cudev_info()
        while true {
            let result = unsafe cudev_changed(udev, &info)
            if result < 0 { return .lookAgain }
            if result == 0 { return nil }
            if let change = unsafe Self.change(info) { return change }
        }
    }

    /// A renamed interface has another path, and its old one is told nowhere that all versions agree on.
    private static func change(_ info: cudev_info) -> DeviceChange? {
        switch unsafe Self.text(info.action) {
        case "remove": unsafe Self.text(info.path).map { .gone(path: $0) }
        case "move": .lookAgain
        default: unsafe FoundDevice(info).map { .present($0) }
        }
    }

    fileprivate static func text(_ raw: UnsafePointer<CChar>?) -> String? {
        guard let raw = unsafe raw else { return nil }
        return unsafe String(cString: raw)
    }
}

extension FoundDevice {
    /// `nil` for what is of no use here: consoles and other terminals without hardware.
    fileprivate init?(_ info: cudev_info) {
        guard let kind = unsafe UdevSource.text(info.subsystem).flatMap(Kind.init(rawValue:)),
            let path = unsafe UdevSource.text(info.path), let name = unsafe UdevSource.text(info.name)
        else { return nil }
        let parent = unsafe UdevSource.text(info.parent)
        let type = unsafe UdevSource.text(info.type)
        if kind == .tty && !Self.isPort(parent: parent, type: type) { return nil }
        let links = unsafe UdevSource.text(info.links)?.split(separator: " ").map(String.init) ?? []
        self.init(
            kind: kind, path: path, name: name, node: unsafe UdevSource.text(info.node), links: links.sorted(),
            usb: unsafe USB(info), place: unsafe UdevSource.text(info.id_path) ?? UdevSource.text(info.port),
            parent: parent, label: kind == .net ? nil : unsafe UdevSource.text(info.label))
    }

    /// Whether a terminal has hardware: virtual ones hang on nothing, and a UART of type 0 was not found
    /// (PORT_UNKNOWN in linux/serial_core.h).
    static func isPort(parent: String?, type: String?) -> Bool { parent != nil && type != "0" }
}

extension FoundDevice.USB {
    fileprivate init?(_ info: cudev_info) {
        guard let vendor = unsafe UdevSource.text(info.vendor), let product = unsafe UdevSource.text(info.product)
        else { return nil }
        self.init(
            vendor: vendor, product: product, serial: unsafe UdevSource.text(info.serial),
            maker: unsafe UdevSource.text(info.maker), model: unsafe UdevSource.text(info.model))
    }
}
