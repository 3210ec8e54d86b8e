// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc
import Testing
import TimeBase

@testable import LinuxBoard

/// Over a cable between two networks made for the test.
@Suite(.enabled(if: NetworkPair.isPermitted, "\(NetworkPair.refusal)"))
struct CableTransportTests {
    private let networks: NetworkPair

    init() throws { networks = try NetworkPair() }

    private func transport(
        _ end: NetworkPair.End, _ kind: PTPTransport.Kind, _ adjust: (inout PTPTransport.Settings) -> Void = { _ in }
    ) throws -> PTPTransport {
        var settings = PTPTransport.Settings(kind)
        adjust(&settings)
        return try networks.inside(end) { try PTPTransport(on: NetworkPair.cable, KernelStamps.on(settings)) }
    }

    private func address(of end: NetworkPair.End, _ kind: PTPTransport.Kind) throws -> MessageAddress {
        let interface = try networks.inside(end) { try NetworkInterface(NetworkPair.cable) }
        switch kind {
        case .udp4: return .ip(try #require(IPAddress(end == .near ? "10.9.0.1" : "10.9.0.2")))
        case .udp6: return .ip(try #require(IPAddress(end == .near ? "fd09::1" : "fd09::2")))
        case .ethernet: return .ethernet(try #require(interface.mac))
        }
    }

    private static let sync = [UInt8](repeating: 0x5A, count: 44)

    @Test(arguments: PTPTransport.Kind.allCases)
    func `what is sent to either group is heard at the other end only, with both stamps`(
        kind: PTPTransport.Kind
    ) throws {
        var near = try transport(.near, kind)
        var far = try transport(.far, kind)
        let groups = PTPGroups(of: kind)
        for (ticket, group) in [(UInt32(1), groups.primary), (2, groups.peer)] {
            near.send(Self.sync, to: group, ticket: ticket)
            near.send([9] + Self.sync, to: group, isEvent: false)
            #expect(try near.flush() == 0)
            let heard = try far.hear(2)
            #expect(heard.count == 2 && heard.allSatisfy { $0.arrival.toGroup })
            let arrival = try #require(heard.first?.arrival)
            let octets = try #require(heard.first?.octets)
            #expect(octets.prefix(44) == Self.sync[...] && octets.count == (kind == .udp4 ? 44 : 46))
            let stamps = near.stamps(1)
            let (sent, arrived) = (try #require(stamps[ticket]?.kernel), try #require(arrival.stamp.kernel))
            #expect(sent <= arrived + .microseconds(100))
            #expect(try near.receive() == 0, "its own are not heard")
            #expect(heard.last?.arrival.isEvent == (kind == .ethernet))
        }
    }

    @Test(arguments: PTPTransport.Kind.allCases)
    func `what is sent to one alone comes with its address, to which an answer finds back`(
        kind: PTPTransport.Kind
    ) throws {
        var near = try transport(.near, kind)
        var far = try transport(.far, kind)
        near.send(Self.sync, to: try address(of: .far, kind), ticket: 3)
        #expect(try near.flush() == 0)
        let arrival = try #require(try far.hear(1, patience: .seconds(60)).first?.arrival)
        let source = try address(of: .near, kind)
        #expect(!arrival.toGroup && arrival.source == source)
        far.send([7], to: arrival.source, isEvent: false)
        #expect(try far.flush() == 0)
        #expect(try near.hear(1, patience: .seconds(60)).first?.octets.first == 7)
        let stamps = near.stamps(1)
        #expect(stamps[3] != nil)
    }

    @Test(arguments: [PTPTransport.Kind.udp4, .udp6])
    func `an answer leaves from the address that was asked`(kind: PTPTransport.Kind) throws {
        let second = try #require(IPAddress(kind == .udp4 ? "10.9.0.77" : "fd09::77"))
        try networks.ip(
            "address add \(second)\(kind == .udp4 ? "/24" : "/64 nodad") dev \(NetworkPair.cable)", at: .far)
        var near = try transport(.near, kind)
        var far = try transport(.far, kind)
        near.send([1], to: .ip(second))
        #expect(try near.flush() == 0)
        let client = try #require(try far.hear(1, patience: .seconds(60)).first?.arrival.source)
        far.send([2], to: client)
        #expect(try far.flush() == 0)
        #expect(try near.hear(1, patience: .seconds(60)).first?.arrival.source == .ip(second))
    }

    @Test func `the scope of UDP over IPv6 is settable, and others' groups are not heard`() throws {
        var near = try transport(.near, .udp6)
        var far = try transport(.far, .udp6) { $0.scope = 2 }
        near.send([1], to: PTPGroups(of: .udp6).primary)
        near.send([2], to: PTPGroups(of: .udp6, scope: 2).primary)
        #expect(try near.flush() == 0)
        #expect(try far.hear(2, patience: .milliseconds(100)).map(\.octets) == [[2, 0, 0]])
    }

    @Test func `of what is sent together over Ethernet, event messages leave first`() throws {
        var near = try transport(.near, .ethernet)
        var far = try transport(.far, .ethernet)
        let destination = PTPGroups(of: .ethernet).primary
        for number in 0..<6 as Range<UInt8> { near.send([number], to: destination, isEvent: number % 2 == 1) }
        #expect(try near.flush() == 0)
        #expect(try far.hear(6).map(\.octets.first) == [1, 3, 5, 0, 2, 4])
    }

    @Test func `five hundred of five hundred get their own stamps over Ethernet`() throws {
        var near = try transport(.near, .ethernet)
        var far = try transport(.far, .ethernet)
        let destination = PTPGroups(of: .ethernet).primary
        var (stamps, heard): ([UInt32: WireStamp], Int) = ([:], 0)
        for first in stride(from: UInt32(0), to: 500, by: 50) {
            for ticket in first..<(first + 50) { near.send(Self.sync, to: destination, ticket: ticket) }
            #expect(try near.flush() == 0)
            stamps.merge(near.stamps(50)) { _, new in new }
            heard += try far.hear(50).count
        }
        #expect(stamps.count == 500 && heard == 500)
        let sent = (0..<500).compactMap { stamps[$0]?.kernel }
        #expect(zip(sent, sent.dropFirst()).allSatisfy { $0 <= $1 }, "in the order of their tickets")
    }
}
