// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux

/// Sends datagrams out of a socket that another thread reads: another descriptor of it, which never receives.
public struct UDPReplier: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    init(sharing raw: Int32) throws(SocketFault) {
        let copy = clinux_duplicate(raw)
        guard copy >= 0 else { throw SocketFault(errno: -copy) }
        descriptor = FileDescriptor(owning: copy)
    }

    /// Does not wait: what the kernel has no room for is lost, as UDP may.
    /// - Parameter asked: the local address to send from, where the socket listens at several of them.
    public func send(_ octets: [UInt8], to endpoint: IPEndpoint, from asked: IPAddress?) throws(SocketFault) {
        var to = clinux_endpoint(endpoint)
        var from = clinux_endpoint(IPEndpoint(asked ?? .anyV6, port: 0))
        let result = unsafe octets.withUnsafeBufferPointer { octets in
            unsafe clinux_udp_send(descriptor.raw, &to, &from, octets.baseAddress, octets.count)
        }
        guard result == 0 else { throw SocketFault(errno: -result) }
    }

    /// Joins a multicast group, at every interface there is now, or leaves it: its datagrams come to the socket that this
    /// one shares, where that listens at all addresses. Once more does no harm.
    public func setMember(_ isMember: Bool, of group: IPAddress) throws(SocketFault) {
        var endpoint = clinux_endpoint(IPEndpoint(group, port: 0))
        let result = unsafe clinux_udp_join(descriptor.raw, &endpoint, isMember ? 0 : 1)
        guard result >= 0 else { throw SocketFault(errno: -result) }
    }

    /// To all of a network: its broadcast address, or a multicast group.
    public func broadcast(_ octets: [UInt8], to endpoint: IPEndpoint) throws(SocketFault) {
        var to = clinux_endpoint(endpoint)
        let result = unsafe octets.withUnsafeBufferPointer { octets in
            unsafe clinux_udp_broadcast(descriptor.raw, &to, octets.baseAddress, octets.count)
        }
        guard result == 0 else { throw SocketFault(errno: -result) }
    }
}
