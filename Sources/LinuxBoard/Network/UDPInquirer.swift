// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import TimeBase

/// Asks other machines by UDP, over both internet protocols as far as the host has them, each from a port that the kernel
/// chooses; what they answer comes with the kernel's receive stamps.
public struct UDPInquirer: ~Copyable {
    private var v4: UDPSocket?
    private var v6: UDPSocket?
    /// What is waited on and sent by; −1 where there is none.
    private let descriptors: InlineArray<2, Int32>

    /// - Throws: where there is neither protocol.
    public init() throws(SocketFault) {
        let room = 1 << 20
        var (raw4, raw6, fault): (Int32, Int32, SocketFault?) = (-1, -1, nil)
        do throws(SocketFault) {
            let socket = try UDPSocket(listeningOn: IPEndpoint(.anyV4, port: 0), receiveBuffer: room)
            raw4 = socket.raw
            v4 = consume socket
        } catch { fault = error }
        do throws(SocketFault) {
            let socket = try UDPSocket(listeningOn: IPEndpoint(.anyV6, port: 0), receiveBuffer: room)
            raw6 = socket.raw
            v6 = consume socket
        } catch { if let fault { throw fault } }
        descriptors = [raw4, raw6]
    }

    /// Does not wait: what the kernel has no room for is lost, as UDP may.
    public func send(_ octets: Span<UInt8>, to endpoint: IPEndpoint) throws(SocketFault) {
        let raw = descriptors[endpoint.address.isV4 ? 0 : 1]
        guard raw >= 0 else { throw .unsupported }
        var to = clinux_endpoint(endpoint)
        var from = clinux_endpoint(IPEndpoint(.anyV6, port: 0))
        let result = unsafe octets.withUnsafeBufferPointer { octets in
            unsafe clinux_udp_send(raw, &to, &from, octets.baseAddress, octets.count)
        }
        guard result == 0 else { throw SocketFault(errno: -result) }
    }

    /// Waits for so long, or until something comes; each datagram is then told, with all octets of its buffer.
    public mutating func receive(
        waiting patience: Duration, _ hear: (Span<UInt8>, DatagramArrival) -> Void
    ) throws(SocketFault) {
        let timeout = max(0, patience.wholeNanoseconds)
        let ready = unsafe descriptors.span.withUnsafeBufferPointer {
            unsafe clinux_wait_readable($0.baseAddress, 2, timeout)
        }
        guard ready > 0 else { return }
        if ready & 1 != 0 { try Self.take(from: &v4, hear) }
        if ready & 2 != 0 { try Self.take(from: &v6, hear) }
    }

    private static func take(
        from socket: inout UDPSocket?, _ hear: (Span<UInt8>, DatagramArrival) -> Void
    ) throws(SocketFault) {
        let count = try socket?.receive() ?? 0
        for index in 0..<count {
            guard let arrival = socket?.arrival(of: index) else { continue }
            socket?.withBuffer(of: index) { hear($0.span, arrival) }
        }
    }
}
