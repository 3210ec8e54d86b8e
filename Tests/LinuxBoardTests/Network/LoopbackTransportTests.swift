// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import LinuxBoard

struct LoopbackTransportTests {
    static let here = IPAddress(v4: 0x7F00_0001)
    static let there = IPAddress(v4: 0x7F00_0002)

    /// Two that speak to each other.
    private func pair(_ body: (inout PTPTransport, inout PTPTransport) throws -> Void) throws {
        let ports = try PTPTransport.freePorts()
        let adjust: (inout PTPTransport.Settings) -> Void = { ($0.eventPort, $0.generalPort) = ports }
        var one = try PTPTransport.loopback(.udp4, Self.here, adjust)
        var other = try PTPTransport.loopback(.udp4, Self.there, adjust)
        try body(&one, &other)
    }

    @Test func `an event message is stamped by the kernel where it leaves and where it arrives`() throws {
        try pair { (one, other) throws in
            let before = one.now
            one.send([1, 2, 3], to: .ip(Self.there), ticket: 7)
            #expect(try one.flush() == 0)
            let heard = try other.hear(1)
            #expect(heard.map(\.octets) == [[1, 2, 3]])
            let arrival = try #require(heard.first?.arrival)
            #expect(arrival.isEvent && !arrival.toGroup && arrival.source == .ip(Self.here) && arrival.count == 3)
            let stamps = one.stamps(1)
            let sent = try #require(stamps[7]?.kernel)
            let arrived = try #require(arrival.stamp.kernel)
            #expect(before - .microseconds(100) <= sent && sent <= arrived && arrived <= arrival.at)
        }
    }

    @Test func `a general message goes to the other port, and no stamp is made of its sending`() throws {
        try pair { (one, other) throws in
            one.send([4], to: .ip(Self.there), isEvent: false, ticket: 1)
            #expect(try one.flush() == 0)
            let heard = try other.hear(1)
            #expect(heard.map(\.octets) == [[4]] && heard.first?.arrival.isEvent == false)
            #expect(one.nextTransmitStamp() == nil)
        }
    }

    @Test func `five hundred of five hundred get their own stamps, in batches`() throws {
        try pair { (one, other) throws in
            var stamps: [UInt32: WireStamp] = [:]
            var heard: [Heard] = []
            for first in stride(from: UInt32(0), to: 500, by: 50) {
                for ticket in first..<(first + 50) {
                    // Every third asks for no stamp: the kernel's numbers are not the tickets.
                    one.send([UInt8(ticket & 0xFF)], to: .ip(Self.there))
                    one.send([UInt8(ticket & 0xFF), 0], to: .ip(Self.there), ticket: 1_000_000 &- ticket)
                }
                #expect(try one.flush() == 0)
                stamps.merge(one.stamps(50)) { _, new in new }
                heard += try other.hear(100)
            }
            #expect(stamps.count == 500 && heard.count == 1_000)
            let arrivals = heard.filter { $0.octets.count == 2 }.compactMap(\.arrival.stamp.kernel)
            let sent = (0..<500).compactMap { stamps[1_000_000 &- $0]?.kernel }
            #expect(arrivals.count == 500 && sent.count == 500)
            #expect(zip(sent, arrivals).allSatisfy { $0 <= $1 }, "each was sent before it arrived")
            #expect(zip(sent.dropFirst(), arrivals).allSatisfy { $0 >= $1 - .milliseconds(5) })
            #expect(one.strayStamps == 0)
        }
    }

    @Test func `it is remembered which address was asked`() throws {
        let ports = try PTPTransport.freePorts()
        var server = try PTPTransport.loopback {
            ($0.eventPort, $0.generalPort, $0.address) = (ports.event, ports.general, nil)
        }
        let asked = IPAddress(v4: 0x7F00_0009)
        let client = Client(to: IPEndpoint(asked, port: ports.event))
        client.send([5])
        let heard = try server.hear(1)
        #expect(heard.first?.arrival.toGroup == false)
        #expect(server.asked.asked(by: .loopbackV4) == asked.number)
    }

    @Test func `messages longer than any are told at the length of the buffer, empty ones are told too`() throws {
        try pair { (one, other) throws in
            let client = Client(to: IPEndpoint(Self.there, port: other.settings.eventPort))
            client.send([UInt8](repeating: 1, count: 4_000))
            client.send([])
            #expect(try other.hear(2).map(\.octets.count) == [PTPTransport.room, 0])
            _ = one.now
        }
    }

    @Test func `a batch that is longer than the room for it is sent in several`() throws {
        try pair { (one, other) throws in
            for number in 0..<300 { one.send([UInt8(number & 0xFF)], to: .ip(Self.there), isEvent: number % 2 == 0) }
            #expect(try one.flush() == 0)
            let heard = try other.hear(300)
            #expect(heard.filter(\.arrival.isEvent).map(\.octets) == (0..<150).map { [UInt8($0 * 2 & 0xFF)] })
            #expect(heard.filter { !$0.arrival.isEvent }.count == 150)
        }
    }

    @Test func `a flood of event messages leaves general ones their room`() throws {
        try pair { (one, other) throws in
            for _ in 0..<200 { one.send([1], to: .ip(Self.there)) }
            one.send([2], to: .ip(Self.there), isEvent: false)
            #expect(try one.flush() == 0)
            #expect(try other.receive() == PTPTransport.eventBatch + 1)
            #expect(!other.arrival(of: PTPTransport.eventBatch).isEvent)
        }
    }

    @Test func `nothing is sent where nothing was written, and what no transport of this kind carries is counted`()
        throws
    {
        try pair { (one, other) throws in
            one.send([], to: .ip(Self.there))
            #expect(try one.flush() == 0)
            one.send([1], to: .ethernet(MACAddress(1)))
            one.send([1], to: .ip(.loopbackV6))
            #expect(try one.flush() == 2)
            #expect(try other.receive() == 0)
        }
    }

    @Test func `a message that the kernel refuses costs the others nothing, not even their stamps`() throws {
        try pair { (one, other) throws in
            for ticket in 0..<9 as Range<UInt32> {
                // Who may not broadcast is refused.
                let destination = ticket % 3 == 1 ? IPAddress(v4: 0xFFFF_FFFF) : Self.there
                one.send([UInt8(ticket)], to: .ip(destination), ticket: ticket)
            }
            #expect(try one.flush() == 3)
            #expect(try other.hear(6).map(\.octets) == [[0], [2], [3], [5], [6], [8]])
            one.send([9], to: .ip(Self.there), ticket: 9)
            #expect(try one.flush() == 0)
            let stamps = one.stamps(7, patience: .milliseconds(50))
            #expect(stamps[9] != nil && Set(stamps.keys).isSubset(of: [0, 2, 3, 5, 6, 8, 9]))
        }
    }

    @Test func `an interface that is not there is told, and a port that another has`() throws {
        #expect(throws: SocketFault.addressAbsent) { _ = try PTPTransport(on: "nowhere0", .init(.udp4)) }
        #expect(throws: SocketFault.addressAbsent) { _ = try PTPTransport(on: "a name that is too long", .init(.udp4)) }
        try pair { (one, _) throws in
            let settings = one.settings
            #expect(throws: SocketFault.addressInUse) { _ = try PTPTransport(on: "lo", settings) }
        }
    }

    @Test func `it waits no longer than it is told`() throws {
        try pair { (one, _) throws in
            let before = one.now
            one.wait(until: before - .seconds(1))
            one.wait(until: before + .milliseconds(20))
            #expect(one.now - before >= .milliseconds(20))
        }
    }
}
