// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc

/// Asks PTP clocks by management messages, without being a PTP port: whoever serves PTP on this host loses none of what is
/// sent to it. Takes CAP_NET_RAW. Of one thread alone.
public final class PTPInquirer {
    public let kind: PTPTransport.Kind
    private let descriptor: FileDescriptor
    private let index: UInt32
    private var octets = [UInt8](repeating: 0, count: MessageEnvelope.room)

    /// For the clocks of a link: hears what they answer to groups.
    /// - Parameter groups: of this transport.
    public init(
        on interface: NetworkInterface, _ kind: PTPTransport.Kind, groups: [MessageAddress]
    ) throws(SocketFault) {
        let raw = unsafe clinux_ptp_inquiry_open(interface.name, interface.index, kind.number)
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
        (self.kind, index) = (kind, interface.index)
        for group in groups { try join(group) }
    }

    /// For clocks that are asked by their addresses.
    public init(isV4: Bool) throws(SocketFault) {
        kind = isV4 ? .udp4 : .udp6
        let raw = unsafe clinux_ptp_inquiry_open("", 0, kind.number)
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
        index = 0
    }

    private func join(_ group: MessageAddress) throws(SocketFault) {
        var options = clinux_ptp_options()
        (options.index, options.transport) = (index, kind.number)
        let joined = unsafe withUnsafeBytes(of: group.octets) {
            unsafe clinux_ptp_join(descriptor.raw, &options, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        guard joined == 0 else { throw SocketFault(errno: -joined) }
    }

    /// Does not wait.
    public func send(_ message: Span<UInt8>, to address: MessageAddress) throws(SocketFault) {
        let result = unsafe withUnsafeBytes(of: address.octets) { to in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe clinux_ptp_inquiry_send(
                    descriptor.raw, kind.number, index, to.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    message.baseAddress, message.count)
            }
        }
        guard result == 0 else { throw SocketFault(errno: -result) }
    }

    /// Tells every management message that has come, without waiting; at most a hundred, so that a flood ends somewhere.
    public func receive(_ hear: (Span<UInt8>, MessageAddress) -> Void) throws(SocketFault) {
        for _ in 0..<100 {
            var source: AddressOctets = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            let count = unsafe withUnsafeMutableBytes(of: &source) { source in
                unsafe clinux_ptp_inquiry_receive(
                    descriptor.raw, kind.number, source.baseAddress?.assumingMemoryBound(to: UInt8.self), &octets,
                    octets.count)
            }
            if count == -EAGAIN { return }
            guard count >= 0 else { throw SocketFault(errno: -count) }
            hear(octets.span.extracting(0..<Int(count)), address(source))
        }
    }

    private func address(_ source: AddressOctets) -> MessageAddress {
        kind == .ethernet
            ? .ethernet(RawAddress.mac(source)) : .ip(IPAddress(number: RawAddress.number(source)))
    }
}
