// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import Synchronization
import Testing
import TimeBase

@testable import Appliance

/// Devices that stay.
private final class StillDevices: DeviceSource {
    let there: [FoundDevice]
    let descriptor: Int32 = -1

    init(_ there: [FoundDevice]) { self.there = there }

    func look() -> [FoundDevice] { there }
    func next(at now: MonotonicInstant) -> DeviceChange? { nil }
    func nextLook(after now: MonotonicInstant) -> MonotonicInstant? { nil }
}

/// Keeps what is logged.
private final class Lines: Sendable {
    let all = Mutex<[String]>([])

    var log: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    func containing(_ text: String) -> Int { all.withLock { $0.count { $0.contains(text) } } }

    private struct Handler: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.all.withLock { $0.append("\(event.message)") } }
    }
}

struct HostStaffTests {
    private let lines = Lines()

    private static func port(_ name: String) -> FoundDevice {
        FoundDevice(
            kind: .tty, path: "/sys/\(name)", name: name, node: "/dev/\(name)",
            usb: FoundDevice.USB(vendor: "0403", product: "6001"), place: name, parent: "/sys/x")
    }

    private func staff(_ names: String..., device: String = Settings.anyReceiver) throws -> HostStaff {
        var settings = Settings(defaultsFor: .linux)
        settings.receiver.device = device
        let there = names.map(Self.port)
        return try HostStaff(settings: settings, log: lines.log) { StillDevices(there) }
    }

    @Test func `what does not speak like a receiver makes room for what else is there, and is told of once`() throws {
        let staff = try staff("ttyUSB0", "ttyUSB1")
        defer { staff.stop() }
        #expect(staff.receiver?.latest == "/dev/ttyUSB0")
        staff.refuse(VainSearch(path: "/dev/ttyUSB0", rounds: 1))
        #expect(staff.receiver?.latest == "/dev/ttyUSB1")
        // Old news of the one that was left.
        staff.refuse(VainSearch(path: "/dev/ttyUSB0", rounds: 2))
        #expect(staff.receiver?.latest == "/dev/ttyUSB1")
        for _ in 0..<3 {
            for path in ["/dev/ttyUSB1", "/dev/ttyUSB0"] {
                for rounds in 1...2 where staff.receiver?.latest == path {
                    staff.refuse(VainSearch(path: path, rounds: rounds))
                }
            }
        }
        #expect(staff.receiver?.latest == "/dev/ttyUSB1")
        for name in ["ttyUSB0", "ttyUSB1"] {
            #expect(lines.containing("/dev/\(name) (USB 0403:6001) does not speak like a receiver") == 1)
            #expect(lines.containing("The receiver is /dev/\(name)") == 1)
        }
    }

    @Test func `one that is tried again is given the longer round too`() throws {
        let staff = try staff("ttyUSB0", "ttyUSB1")
        defer { staff.stop() }
        for path in ["/dev/ttyUSB0", "/dev/ttyUSB1", "/dev/ttyUSB0"] {
            staff.refuse(VainSearch(path: path, rounds: 1))
        }
        #expect(staff.receiver?.latest == "/dev/ttyUSB0")
        staff.refuse(VainSearch(path: "/dev/ttyUSB0", rounds: 2))
        #expect(staff.receiver?.latest == "/dev/ttyUSB1")
    }

    @Test func `one that is named is kept, whatever it says`() throws {
        let staff = try staff("ttyUSB0", "ttyUSB1", device: "/dev/ttyUSB0")
        defer { staff.stop() }
        staff.refuse(VainSearch(path: "/dev/ttyUSB0", rounds: 5))
        #expect(staff.receiver == nil && lines.containing("speak") == 0)
    }

    @Test func `a chip that is needed and not there is missing, once`() {
        var settings = Settings(defaultsFor: .linux)
        #expect(settings.missingChips == [])
        settings.panel.chip = "/nonexistent/gpiochip7"
        #expect(settings.missingChips == [])
        settings.panel.lockLamp = 1
        settings.pulse.kind = .gpio
        settings.pulse.line = 2
        settings.pulse.device = settings.panel.chip
        #expect(settings.missingChips == ["No GPIO lines: /nonexistent/gpiochip7 is not there."])
        settings.pulse.device = "/dev/null"
        settings.panel.chip = "/dev/null"
        #expect(settings.missingChips == [])
    }
}
