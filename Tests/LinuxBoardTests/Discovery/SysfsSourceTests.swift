// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TimeBase

@testable import LinuxBoard

/// A sysfs and a /dev of a test's own.
final class SysfsTree {
    let root: String

    init() throws {
        root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/sysfs-\(UUID().uuidString)"
        for folder in ["/class", "/dev", "/devices"] { try make(folder) }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func make(_ folder: String) throws {
        try FileManager.default.createDirectory(atPath: root + folder, withIntermediateDirectories: true)
    }

    func write(_ text: String, at path: String) throws {
        try text.write(toFile: root + path, atomically: false, encoding: .utf8)
    }

    func link(_ path: String, to destination: String) throws {
        try FileManager.default.createSymbolicLink(atPath: root + path, withDestinationPath: root + destination)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: root + path) }

    /// A device of a class with attributes, below a parent device or below nothing.
    func add(_ kind: FoundDevice.Kind, _ name: String, on parent: String?, _ attributes: [String: String] = [:]) throws
    {
        let path = "/devices/\(parent ?? "virtual")/\(kind.rawValue)/\(name)"
        try make(path)
        for (key, value) in attributes { try write(value + "\n", at: "\(path)/\(key)") }
        if let parent { try link("\(path)/device", to: "/devices/\(parent)") }
        try make("/class/\(kind.rawValue)")
        try link("/class/\(kind.rawValue)/\(name)", to: path)
        if kind != .net { try write("", at: "/dev/\(name)") }
    }

    func remove(_ kind: FoundDevice.Kind, _ name: String) throws {
        try remove("/class/\(kind.rawValue)/\(name)")
        if kind != .net { try remove("/dev/\(name)") }
    }

    /// A USB serial adapter: the interface is named after its socket, what hangs on it after its number.
    func addAdapter(_ name: String, socket: String) throws {
        try make("/devices/usb1/\(socket)/\(socket):1.0/\(name)")
        for (key, value) in ["idVendor": "0403", "idProduct": "6001", "serial": "A1", "product": "UART"] {
            try write(value + "\n", at: "/devices/usb1/\(socket)/\(key)")
        }
        try write("00\n", at: "/devices/usb1/\(socket)/\(socket):1.0/bInterfaceNumber")
        try add(.tty, name, on: "usb1/\(socket)/\(socket):1.0/\(name)")
    }

    func source() -> SysfsSource { SysfsSource(classes: root + "/class", nodes: root + "/dev") }
}

struct SysfsSourceTests {
    private let tree: SysfsTree
    private let start = MonotonicInstant(sinceEpoch: .seconds(100))

    init() throws { tree = try SysfsTree() }

    /// All that is told at an instant.
    private func changes(_ source: SysfsSource, at now: MonotonicInstant) -> [DeviceChange] {
        var changes: [DeviceChange] = []
        while let change = source.next(at: now) { changes.append(change) }
        return changes
    }

    @Test func `an empty tree has nothing, and a missing one neither`() {
        #expect(tree.source().look() == [])
        let nowhere = SysfsSource(classes: "/nonexistent", nodes: "/nonexistent")
        #expect(nowhere.look() == [])
        #expect(nowhere.descriptor == -1)
        #expect(nowhere.next(at: start) == nil)
    }

    @Test func `a USB port is found with what it says of itself`() throws {
        try tree.addAdapter("ttyUSB0", socket: "1-2")
        let device = try #require(tree.source().look().first)
        #expect(device.kind == .tty)
        #expect(device.node == tree.root + "/dev/ttyUSB0")
        #expect(device.usb == FoundDevice.USB(vendor: "0403", product: "6001", serial: "A1", model: "UART"))
        #expect(device.place == "1-2:1.0")
    }

    @Test func `terminals without hardware are left out`() throws {
        try tree.add(.tty, "tty1", on: nil)
        try tree.add(.tty, "ttyS1", on: "platform/serial8250", ["type": "0"])
        try tree.add(.tty, "ttyS0", on: "pnp0/00:04", ["type": "4"])
        let found = tree.source().look()
        #expect(found.map(\.name) == ["ttyS0"])
        #expect(found.first?.place == "00:04")
    }

    @Test func `clocks, pulses and interfaces are found with their names`() throws {
        try tree.add(.ptp, "ptp0", on: "pci/0000:00:03.0", ["clock_name": "igb-0"])
        try tree.add(.pps, "pps0", on: nil, ["name": "pps.-1"])
        try tree.add(.net, "eth0", on: "pci/0000:00:03.0", ["type": "1"])
        let found = tree.source().look()
        #expect(found.map(\.name).sorted() == ["eth0", "pps0", "ptp0"])
        #expect(found.first { $0.kind == .ptp }?.label == "igb-0")
        #expect(found.first { $0.kind == .pps }?.label == "pps.-1")
        #expect(found.first { $0.kind == .net }?.node == nil)
    }

    @Test func `a stable name is found`() throws {
        try tree.add(.tty, "ttyAMA0", on: "platform/fe201000.serial")
        try tree.link("/dev/gnss0", to: "/dev/ttyAMA0")
        try tree.link("/dev/gnss1", to: "/dev/ttyAMA7")
        #expect(tree.source().look().first?.links == [tree.root + "/dev/gnss0"])
    }

    @Test func `what comes to and goes from the nodes is told at once`() throws {
        let source = tree.source()
        #expect(source.look() == [])
        _ = changes(source, at: start)
        try tree.addAdapter("ttyUSB0", socket: "1-2")
        let told = changes(source, at: start + .milliseconds(1))
        guard case .present(let device) = told.first else {
            Issue.record("expected the port, not \(told)")
            return
        }
        #expect(device.name == "ttyUSB0")
        #expect(changes(source, at: start + .milliseconds(2)) == [])
        try tree.remove(.tty, "ttyUSB0")
        #expect(changes(source, at: start + .milliseconds(3)) == [.gone(path: device.path)])
    }

    @Test func `an interface, which has no node, is seen within two seconds`() throws {
        let source = tree.source()
        _ = changes(source, at: start)
        try tree.add(.net, "eth0", on: "pci/0000:00:03.0")
        #expect(changes(source, at: start + .milliseconds(1999)) == [])
        let next = try #require(source.nextLook(after: start))
        #expect(next == start + .seconds(2))
        #expect(changes(source, at: next).count == 1)
    }

    @Test func `through all of it a receiver replugged under another number is taken again`() throws {
        let source = tree.source()
        var inventory = Inventory()
        try tree.addAdapter("ttyUSB0", socket: "1-2")
        _ = inventory.replace(with: source.look())
        #expect(inventory.receiver?.name == "ttyUSB0")
        try tree.remove(.tty, "ttyUSB0")
        for change in changes(source, at: start) { _ = inventory.apply(change) }
        #expect(inventory.receiver == nil)
        try tree.addAdapter("ttyUSB1", socket: "1-3")
        for change in changes(source, at: start + .milliseconds(1)) { _ = inventory.apply(change) }
        #expect(inventory.receiver?.name == "ttyUSB1")
    }
}
