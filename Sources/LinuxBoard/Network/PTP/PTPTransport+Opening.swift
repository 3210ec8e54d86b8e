// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Glibc

extension PTPTransport {
    static func makeCardStamp(_ name: String, _ settings: Settings) throws(SocketFault) {
        if settings.stamper == .kernel { return }
        let isOneStep: Int32 = settings.stamper == .cardOneStep ? 1 : 0
        let result = unsafe clinux_ptp_hardware_on(name, settings.kind.number, isOneStep)
        if result == -ERANGE || result == -EOPNOTSUPP || result == -EINVAL { throw .unsupported }
        if result < 0 { throw SocketFault(errno: -result) }
    }

    /// A socket that is bound and has joined its groups.
    static func open(
        _ interface: NetworkInterface, _ settings: Settings, isEvent: Bool
    ) throws(SocketFault) -> FileDescriptor {
        var options = options(interface, settings, isEvent: isEvent)
        let raw = unsafe clinux_ptp_open(interface.name, &options)
        // That clock is not one upon this card's.
        if raw == -EINVAL, settings.kernelClock >= 0 { throw .unsupported }
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        let opened = FileDescriptor(owning: raw)
        if settings.address != nil { return opened }
        let groups = PTPGroups(of: settings.kind, scope: settings.scope)
        for group in [groups.primary, groups.peer] {
            var octets = group.octets
            let joined = unsafe withUnsafeBytes(of: &octets) {
                unsafe clinux_ptp_join(opened.raw, &options, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
            }
            if joined != 0 { throw SocketFault(errno: -joined) }
        }
        return opened
    }

    private static func options(
        _ interface: NetworkInterface, _ settings: Settings, isEvent: Bool
    ) -> clinux_ptp_options {
        var options = clinux_ptp_options()
        options.index = interface.index
        options.transport = settings.kind.number
        options.port = isEvent ? settings.eventPort : settings.generalPort
        options.multicast_hops = settings.multicastHops
        options.unicast_hops = settings.unicastHops
        options.dscp = (isEvent ? settings.eventDSCP : settings.generalDSCP) & 63
        options.priority = settings.priority.map { Int8(clamping: $0) } ?? -1
        options.is_event = isEvent ? 1 : 0
        options.stamps = UInt8(settings.stamper.number)
        options.virtual_clock = settings.kernelClock
        options.receive_buffer = Int32(clamping: settings.buffer)
        options.send_buffer = Int32(clamping: settings.buffer)
        if let address = settings.address {
            (options.is_limited, options.local) = (1, RawAddress.octets(address.number))
        }
        return options
    }
}

extension PTPTransport.Settings {
    /// As the shim has it.
    var kernelClock: Int32 { stamper == .kernel ? -1 : virtualClock.map { Int32(clamping: $0) } ?? -1 }
}
