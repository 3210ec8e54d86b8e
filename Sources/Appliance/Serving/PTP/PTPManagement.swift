// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import PTP

/// What management messages may do here, and what they are told that is the same for all ports.
struct PTPManagement: Sendable, Equatable {
    let settings: Settings.PTPService.Management
    let portCount: UInt16

    init(_ settings: Settings.PTPService) {
        (self.settings, portCount) = (settings.management, UInt16(clamping: settings.ports.count))
    }

    /// Of who asks over the network.
    var rights: ManagementRights { settings.respond ? localRights : [] }

    /// Of who asks by the socket: that is for programs of this machine which its file's mode lets in.
    var localRights: ManagementRights {
        settings.set.reduce(.read) { rights, topic in
            switch topic {
            case .priorities: rights.union(.setPriorities)
            case .intervals: rights.union(.setIntervals)
            case .description: rights.union(.setDescription)
            }
        }
    }

    func place(
        of interface: NetworkInterface, _ port: Settings.PTPService.Port, clock: Int?
    ) -> ManagementPlace {
        let mac = interface.mac ?? MACAddress(0)
        let texts = ManagementTexts(product: "Gnomon;;", revision: ";;" + Version.text, user: settings.userDescription)
        return ManagementPlace(
            portCount: portCount, interface: interface.name, hardwareAddress: mac,
            address: Self.address(of: interface, port, mac), clockIndex: clock.flatMap { Int32(exactly: $0) },
            texts: texts)
    }

    /// The same place, as it is told now.
    func place(_ place: ManagementPlace) -> ManagementPlace {
        var place = place
        (place.portCount, place.texts.user) = (portCount, settings.userDescription)
        return place
    }

    private static func address(
        of interface: NetworkInterface, _ port: Settings.PTPService.Port, _ mac: MACAddress
    ) -> MessageAddress {
        switch port.transport {
        case .ethernet: .ethernet(mac)
        case .udp4: .ip(interface.addresses.first(where: \.isV4) ?? .anyV4)
        case .udp6: .ip(interface.addresses.first { !$0.isV4 } ?? .anyV6)
        }
    }
}
