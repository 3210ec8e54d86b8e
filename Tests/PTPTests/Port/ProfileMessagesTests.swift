// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

/// What each profile's port sends, and where.
@Suite struct ProfileMessagesTests {
    @Test(arguments: Profile.allCases) func `what is sent is of the profile's domain and sdoId, and goes to its groups`(
        profile: Profile
    ) {
        var lone = LonePort(profile) { $0.isMulticast = profile.row.isMulticast }
        lone.run(until: 5)
        let row = profile.row
        #expect(lone.box.letters.allSatisfy { $0.header?.sdoId == row.sdoId && $0.header?.domain == row.domain })
        #expect(
            lone.box.letters.allSatisfy {
                $0.type.map(lone.port.settings.group(for:)) == $0.envelope.destination
            })
        #expect(lone.box.all(.peerDelayRequest).isEmpty == (row.delayMechanism == .endToEnd))
        // Without a neighbour 802.1AS has nobody to speak to; unicast profiles wait to be asked.
        #expect(lone.box.all(.announce).isEmpty == (profile == .dot1AS || !row.isMulticast))
    }

    struct Group: CustomTestStringConvertible {
        var transport: PortSettings.Transport
        var type: MessageType
        var isForwardable = true
        var scope: UInt8 = 0xE
        var address: MessageAddress
        var testDescription: String { "\(transport) \(type) \(isForwardable) \(scope)" }
    }

    @Test(arguments: [
        Group(transport: .udp4, type: .announce, address: .ip(IPAddress(v4: 0xE000_0181))),
        Group(transport: .udp4, type: .peerDelayRequest, address: .ip(IPAddress(v4: 0xE000_006B))),
        Group(transport: .udp6, type: .sync, address: .ip(IPAddress(number: 0xFF0E << 112 | 0x181))),
        Group(transport: .udp6, type: .sync, scope: 2, address: .ip(IPAddress(number: 0xFF02 << 112 | 0x181))),
        Group(transport: .udp6, type: .peerDelayResponse, address: .ip(IPAddress(number: 0xFF02 << 112 | 0x6B))),
        Group(transport: .ethernet, type: .delayResponse, address: .ethernet(MACAddress(0x011B_1900_0000))),
        Group(
            transport: .ethernet, type: .delayResponse, isForwardable: false,
            address: .ethernet(MACAddress(0x0180_C200_000E))),
        Group(
            transport: .ethernet, type: .peerDelayResponseFollowUp, address: .ethernet(MACAddress(0x0180_C200_000E))),
    ]) func `groups are as the annexes have them`(_ test: Group) {
        var settings = PortSettings(.defaultE2E)
        (settings.transport, settings.isForwardable, settings.ipv6Scope) = (
            test.transport, test.isForwardable, test.scope
        )
        #expect(settings.group(for: test.type) == test.address)
        #expect(settings.groups.contains(test.address) && test.address.isGroup)
    }

    @Test func `substations are told how wrong the time may be`() throws {
        var lone = LonePort(.power) { $0.powerGrandmasterID = 7 }
        lone.wake()
        let letter = try #require(lone.box.all(.announce).first)
        var tlvs = TLVs(letter.octets.span, from: AnnounceMessage.count)
        let power = tlvs.next(in: letter.octets.span).flatMap { PowerProfile(letter.octets.span, $0) }
        // 0x21: within 100 ns.
        #expect(power == PowerProfile(grandmasterID: 7, totalTimeInaccuracy: 100))
        #expect(letter.header?.messageLength == UInt16(letter.octets.count))
    }

    @Test func `unicast clients are served through the port`() throws {
        var lone = LonePort(.g8275_2)
        lone.wake()
        #expect(lone.port.state == .master && lone.box.letters.isEmpty)
        var header = MessageHeader(
            type: .signaling, messageLength: 44, source: PortIdentity(clock: .other, number: 1))
        header.domain = 44
        var bytes = [UInt8](repeating: 0, count: 200)
        var span = bytes.mutableSpan
        var count = SignalingMessage(header: header).write(into: &span)
        for type in [MessageType.announce, .sync, .delayResponse] {
            count = RequestUnicastTransmission(
                messageType: type, logInterMessagePeriod: type == .announce ? 0 : -4, durationField: 60
            ).append(to: &span, after: count)
        }
        let client = MessageAddress.ip(IPAddress(v4: 0x0A00_0009))
        lone.port.receive(
            Array(bytes[..<count]).span, Arrival(at: lone.now, source: client, toGroup: false, isEvent: false),
            into: &lone.box)
        #expect(lone.box.all(.signaling).count == 1)
        lone.run(until: 10)
        #expect((9...11).contains(lone.box.all(.announce).count))
        #expect((159...162).contains(lone.box.all(.sync).count))
        #expect(lone.box.letters.allSatisfy { $0.envelope.destination == client && $0.header?.domain == 44 })
        lone.stamp(lone.box.all(.sync).last?.envelope.ticket, .someDay)
        #expect(lone.box.all(.followUp).count == 1)
        #expect(lone.port.facts.unicastClients == 1)
        #expect(lone.port.clients.count == 1)
    }
}
