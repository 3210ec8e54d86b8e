// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc
import Testing
import TimeBase

@testable import LinuxBoard

/// Frames with a tag (IEEE 802.1Q, 9.6).
@Suite(.enabled(if: NetworkPair.isPermitted, "\(NetworkPair.refusal)"))
struct VLANTransportTests {
    private let networks: NetworkPair

    init() throws { networks = try NetworkPair() }

    private func transport(_ end: NetworkPair.End, on interface: String = NetworkPair.cable) throws -> PTPTransport {
        var settings = PTPTransport.Settings(.ethernet)
        settings.priority = 4
        return try networks.inside(end) { try PTPTransport(on: interface, KernelStamps.on(settings)) }
    }

    private static let group = PTPGroups(of: .ethernet).primary

    @Test(.enabled(if: NetworkPair.hasVLANs, "this host's kernel makes no VLAN interfaces"))
    func `a VLAN's interface is one of its own, and its frames are not its card's`() throws {
        for end in NetworkPair.End.allCases {
            try networks.ip(
                "link add link \(NetworkPair.cable) name tagged type vlan id 100 egress-qos-map 4:4", at: end)
            try networks.ip("link set tagged up", at: end)
        }
        var near = try transport(.near, on: "tagged")
        var far = try transport(.far, on: "tagged")
        var card = try transport(.far)
        near.send([1], to: Self.group, ticket: 5)
        #expect(try near.flush() == 0)
        #expect(try far.hear(1).count == 1)
        let stamps = near.stamps(1)
        #expect(stamps[5]?.kernel != nil)
        #expect(try card.hear(1, patience: .milliseconds(50)).isEmpty)
    }

    @Test(arguments: [(0x8000, true), (100, false), (0x8064, false)] as [(UInt16, Bool)])
    func `a frame with a priority alone is the card's, one of a VLAN that nobody here is in is not`(
        tag: UInt16, isHeard: Bool
    ) throws {
        let raw = try networks.inside(.near) { try RawLink(on: NetworkPair.cable) }
        var far = try transport(.far)
        let message = [UInt8](repeating: 9, count: 50)
        #expect(unsafe raw.send(tag: tag, type: 0x88F7, message))
        let heard = try far.hear(1, patience: .milliseconds(isHeard ? 1_000 : 50))
        #expect(heard.map(\.octets) == (isHeard ? [message] : []))
        #expect(heard.allSatisfy { $0.arrival.source == .ethernet(MACAddress(0x0200_0000_0001)) })
    }

    @Test func `frames of other kinds are not heard`() throws {
        let raw = try networks.inside(.near) { try RawLink(on: NetworkPair.cable) }
        var far = try transport(.far)
        for type in [0x88F8, 0x88CC, 0x0026] as [UInt16] {
            #expect(unsafe raw.send(tag: nil, type: type, [UInt8](repeating: 9, count: 50)))
        }
        #expect(unsafe raw.send(tag: nil, type: 0x88F7, [UInt8](repeating: 7, count: 46)))
        #expect(try far.hear(4, patience: .milliseconds(50)).map(\.octets.first) == [7])
    }
}

/// Whole frames, as a test writes them.
private struct RawLink: ~Copyable {
    private let descriptor: FileDescriptor
    private let index: UInt32

    init(on interface: String) throws {
        // AF_PACKET, SOCK_RAW.
        descriptor = FileDescriptor(owning: socket(17, 3, 0))
        index = try NetworkInterface(interface).index
    }

    /// To PTP's primary group, from 02:00:00:00:00:01.
    @unsafe func send(tag: UInt16?, type: UInt16, _ payload: [UInt8]) -> Bool {
        var frame: [UInt8] = [0x01, 0x1B, 0x19, 0, 0, 0, 2, 0, 0, 0, 0, 1]
        if let tag { frame += [0x81, 0x00, UInt8(tag >> 8), UInt8(tag & 0xFF)] }
        frame += [UInt8(type >> 8), UInt8(type & 0xFF)] + payload
        // sockaddr_ll (packet(7)): family, protocol, index, hardware type, packet type, length, address.
        var address = [UInt8](repeating: 0, count: 20)
        address[0] = 17
        unsafe withUnsafeBytes(of: index) { address.replaceSubrange(4..<8, with: unsafe Array($0)) }
        address[11] = 6
        return unsafe address.withUnsafeBytes {
            unsafe sendto(
                descriptor.raw, frame, frame.count, 0, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t($0.count)) == frame.count
        }
    }
}
