// SPDX-License-Identifier: Apache-2.0

import Glibc
public import TimeBase

/// Devices without udev: what lies in /sys/class, looked at whenever something comes to or goes from /dev, and every
/// two seconds, since network interfaces have no node there.
public final class SysfsSource: DeviceSource {
    private static let interval: Duration = .seconds(2)

    private let classes: String
    private let nodes: String
    private let watch: FileDescriptor?
    private var known: [String: FoundDevice] = [:]
    private var waiting: [DeviceChange] = []
    private var looked = MonotonicInstant(sinceEpoch: .zero)

    /// - Parameters:
    ///   - classes: where sysfs lists devices by kind.
    ///   - nodes: where device nodes are.
    public init(classes: String = "/sys/class", nodes: String = "/dev") {
        (self.classes, self.nodes) = (classes, nodes)
        watch = Self.watch(nodes)
    }

    public var descriptor: Int32 {
        switch watch {
        case .some(let watch): watch.raw
        case .none: -1
        }
    }

    public func nextLook(after now: MonotonicInstant) -> MonotonicInstant? { looked + Self.interval }

    public func look() -> [FoundDevice] {
        waiting = []
        let found = FoundDevice.Kind.allCases.flatMap(devices)
        known = Dictionary(found.map { ($0.path, $0) }) { first, _ in first }
        return found
    }

    public func next(at now: MonotonicInstant) -> DeviceChange? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        let wasTold = drain()
        guard wasTold || now - looked >= Self.interval else { return nil }
        looked = now
        let before = known
        let found = look()
        waiting = before.keys.filter { known[$0] == nil }.sorted().map { .gone(path: $0) }
        waiting += found.filter { before[$0.path] != $0 }.map { .present($0) }
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }

    private func devices(_ kind: FoundDevice.Kind) -> [FoundDevice] {
        let folder = "\(classes)/\(kind.rawValue)"
        return SysfsFiles.names(in: folder).compactMap { device(kind, $0, in: folder) }
    }

    private func device(_ kind: FoundDevice.Kind, _ name: String, in folder: String) -> FoundDevice? {
        guard let path = SysfsFiles.destination(of: "\(folder)/\(name)") else { return nil }
        let parent = SysfsFiles.destination(of: path + "/device")
        let type = SysfsFiles.text(at: path + "/type")
        if kind == .tty && !FoundDevice.isPort(parent: parent, type: type) { return nil }
        let node = "\(nodes)/\(name)"
        let attribute = kind == .ptp ? "clock_name" : "name"
        return FoundDevice(
            kind: kind, path: path, name: name, node: SysfsFiles.exists(node) ? node : nil, links: links(to: node),
            usb: parent.flatMap(Self.usb), place: parent.map(Self.place), parent: parent,
            label: kind == .pps || kind == .ptp ? SysfsFiles.text(at: "\(path)/\(attribute)") : nil)
    }

    /// Stable names, which somebody may have made even where udev did not.
    private func links(to node: String) -> [String] {
        SysfsFiles.names(in: nodes).filter { $0.hasPrefix("gnss") }.map { "\(nodes)/\($0)" }
            .filter { SysfsFiles.isLink($0) && SysfsFiles.destination(of: $0) == SysfsFiles.destination(of: node) }
    }

    /// The nearest device at or above a path that has this attribute.
    private static func ancestor(of path: String, with attribute: String) -> String? {
        var folder: String? = path
        while let here = folder {
            if SysfsFiles.exists("\(here)/\(attribute)") { return here }
            folder = SysfsFiles.folder(of: here)
        }
        return nil
    }

    /// A USB interface is named after its socket ("1-1.2:1.0"); what hangs on it may be numbered as it comes.
    private static func place(of parent: String) -> String {
        SysfsFiles.name(of: ancestor(of: parent, with: "bInterfaceNumber") ?? parent)
    }

    private static func usb(above path: String) -> FoundDevice.USB? {
        guard let device = ancestor(of: path, with: "idVendor"),
            let vendor = SysfsFiles.text(at: device + "/idVendor"),
            let product = SysfsFiles.text(at: device + "/idProduct")
        else { return nil }
        return FoundDevice.USB(
            vendor: vendor, product: product, serial: SysfsFiles.text(at: device + "/serial"),
            maker: SysfsFiles.text(at: device + "/manufacturer"), model: SysfsFiles.text(at: device + "/product"))
    }

    /// A node's owner and rights are set after it was made; IN_ATTRIB tells when it may be opened at last.
    private static func watch(_ folder: String) -> FileDescriptor? {
        let raw = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard raw >= 0 else { return nil }
        let opened = FileDescriptor(owning: raw)
        let events = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB)
        guard unsafe inotify_add_watch(raw, folder, events) >= 0 else { return nil }
        return opened
    }

    /// Forgets what was told so far; true if there was anything.
    private func drain() -> Bool {
        let raw = descriptor
        guard raw >= 0 else { return false }
        var buffer = InlineArray<4096, UInt8>(repeating: 0)
        var span = buffer.mutableSpan
        var any = false
        while unsafe span.withUnsafeMutableBytes({ unsafe read(raw, $0.baseAddress, $0.count) }) > 0 { any = true }
        return any
    }
}
