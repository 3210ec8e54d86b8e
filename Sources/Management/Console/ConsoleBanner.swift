// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NIOCore
import NIOPosix
import TimeBase

/// What stands above a login: what this is, how it is, and where else it is found.
struct ConsoleBanner {
    let lines: [String]

    init(of house: ConsoleHouse) {
        let snapshot = house.view.snapshot
        let addresses = Self.addresses
        let alarms = Alarm.all(in: snapshot).filter { $0.severity > .notice }
        var rows = [
            ("time", "\(snapshot.state.phase.name): \(snapshot.state.reason.sentence)"),
            ("addresses", addresses.isEmpty ? "none yet" : addresses.map(\.shown).joined(separator: ", ")),
            ("page", Self.page(house.settings.management, addresses.map(\.text))),
        ]
        if !alarms.isEmpty { rows.append(("alarms", alarms.map(\.name).joined(separator: ", "))) }
        let heading = ["", "Gnomon \(Version.text) on \(ConsoleHouse.hostName)", ""]
        lines = heading + rows.map { "  " + $0.0 + String(repeating: " ", count: 11 - $0.0.count) + $0.1 } + [""]
    }

    /// One address of this machine, and the interface that has it.
    struct Address: Hashable {
        var text: String
        var interface: String
        var shown: String { "\(text) (\(interface))" }
    }

    /// Those that others can reach, in the order in which the kernel has them.
    private static var addresses: [Address] {
        let devices = (try? System.enumerateDevices()) ?? []
        return devices.compactMap { device in
            guard let text = device.address?.ipAddress, let address = IPAddress(text), !address.isLoopback,
                !text.lowercased().hasPrefix("fe80:")
            else { return nil }
            return Address(text: "\(address)", interface: device.name)
        }
    }

    /// Where the page is, by an address that a browser elsewhere can use where there is one.
    static func page(_ settings: Settings.Management, _ addresses: [String]) -> String {
        guard let listen = settings.listen.first else { return "off (management.listen)" }
        let own = "\(listen.address)"
        let host = ["0.0.0.0", "::"].contains(own) ? addresses.first ?? ConsoleHouse.hostName : own
        let (scheme, usual): (String, UInt16) = settings.tls.isOn ? ("https", 443) : ("http", 80)
        let port = listen.port == usual ? "" : ":\(listen.port)"
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host)\(port)/"
    }
}
