// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc
import TimeBase

/// Asks another machine to answer (ICMP's echo, RFC 792 and RFC 4443). Waits: not for threads that have better to do.
public struct EchoSocket: ~Copyable {
    private let descriptor: FileDescriptor
    private let isV4: Bool
    private var sequence: UInt16 = 0

    /// - Throws: `denied` where the system lets this program's group send none (net.ipv4.ping_group_range).
    public init(to address: IPAddress, scope: UInt32 = 0) throws(SocketFault) {
        let octets = (0..<16).map { UInt8(truncatingIfNeeded: address.number >> UInt128(8 * (15 - $0))) }
        let raw = unsafe clinux_echo_open(octets, scope)
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
        isV4 = address.isV4
    }

    /// Sends one request and waits for its answer.
    /// - Returns: The time there and back; `nil`: there was no answer in time.
    public mutating func ask(waiting patience: Duration) throws(SocketFault) -> Duration? {
        sequence &+= 1
        let sent = HostClock.now
        let result = clinux_echo_send(descriptor.raw, isV4 ? 1 : 0, sequence, 64)
        guard result == 0 else { throw SocketFault(errno: -result) }
        let milliseconds = Int32(clamping: patience.wholeNanoseconds / 1_000_000)
        let answer = clinux_echo_receive(descriptor.raw, isV4 ? 1 : 0, sequence, milliseconds)
        guard answer >= 0 else { throw SocketFault(errno: -answer) }
        return answer == 1 ? HostClock.now - sent : nil
    }
}

/// Names of other machines.
public enum HostNames {
    public struct Fault: Error, Hashable, CustomStringConvertible {
        public let description: String
    }

    /// Its addresses, the best first. Waits for name servers.
    public static func look(up name: String) throws(Fault) -> [IPAddress] {
        if let address = IPAddress(name) { return [address] }
        let room = 16
        var octets = [UInt8](repeating: 0, count: 16 * room)
        let count = unsafe clinux_look_up(name, &octets, Int32(room))
        guard count > 0 else {
            let reason = count == 0 ? "no address" : unsafe String(cString: clinux_look_up_fault(count))
            throw Fault(description: "'\(name)' cannot be looked up: \(reason)")
        }
        return (0..<Int(count)).map { index in
            IPAddress(number: octets[(16 * index)..<(16 * index + 16)].reduce(0) { $0 << 8 | UInt128($1) })
        }
    }
}
