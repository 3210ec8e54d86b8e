// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc

/// A network interface of the host as it is now.
public struct NetworkInterface: Hashable, Sendable {
    public let name: String
    /// The kernel's number for it: another one where it was taken away and came back.
    public let index: UInt32
    /// `nil` where it has none (a loopback, a tunnel).
    public let mac: MACAddress?
    /// Switched on by its administrator.
    public let isUp: Bool
    /// Switched on, and its cable leads somewhere.
    public let isRunning: Bool

    /// As it is now. Cheap: three questions to the kernel.
    ///
    /// - Throws: `addressAbsent` where there is none of this name.
    public init(_ name: String) throws(SocketFault) {
        var raw = clinux_interface()
        let result = unsafe clinux_interface_find(name, &raw)
        guard result == 0 else { throw SocketFault(errno: -result) }
        self.init(name, raw)
    }

    /// As a socket's network has it, which need not be this thread's.
    init(_ name: String, seenBy socket: Int32) throws(SocketFault) {
        var raw = clinux_interface()
        let result = unsafe clinux_interface_look(socket, name, &raw)
        guard result == 0 else { throw SocketFault(errno: -result) }
        self.init(name, raw)
    }

    private init(_ name: String, _ raw: clinux_interface) {
        self.name = name
        index = raw.index
        mac = raw.mac == 0 ? nil : MACAddress(raw.mac)
        isUp = raw.flags & UInt32(CLINUX_LINK_UP) != 0
        isRunning = isUp && raw.flags & UInt32(CLINUX_LINK_RUNNING) != 0
    }

    /// Its addresses now, of both protocols.
    public var addresses: [IPAddress] {
        let room = 64
        var octets = [UInt8](repeating: 0, count: 16 * room)
        let count = unsafe clinux_interface_addresses(name, &octets, Int32(room))
        return (0..<min(room, Int(max(0, count)))).map { index in
            IPAddress(number: octets[(16 * index)..<(16 * index + 16)].reduce(0) { $0 << 8 | UInt128($1) })
        }
    }
}
