// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

@Suite struct DelayResponseTests {
    private let client = PortIdentity(clock: .other, number: 5)

    private func request(correction: Int64 = 0, sequence: UInt16 = 77, domain: UInt8 = 0) -> DelayRequestMessage {
        var header = MessageHeader(type: .delayRequest, messageLength: 44, source: client)
        (header.sequence, header.domain) = (sequence, domain)
        header.correction = TimeInterval(scaledNanoseconds: correction)
        return DelayRequestMessage(header: header)
    }

    @Test func `a request to the group is answered to the group, with the time of its arrival`() throws {
        var lone = LonePort { $0.ingressLatency = TimeInterval(.nanoseconds(300)) }
        lone.wake()
        lone.receive(request(correction: 5 * 65_536), stamp: .someDay + .picoseconds(1_000_750))
        let letter = try #require(lone.box.all(.delayResponse).first)
        #expect(letter.envelope.destination == GroupAddress.udp4 && !letter.envelope.isEvent)
        let response = try #require(letter.delayResponse)
        // 1 000.75 ns − 300 ns: 700 ns in the stamp, 0.75 ns off the correction.
        #expect(response.receiveTimestamp == PTPTimestamp(seconds: 1_790_000_000, nanoseconds: 700))
        #expect(response.header.correction.scaledNanoseconds == 5 * 65_536 - 49_152)
        #expect((response.header.sequence, response.requestingPortIdentity) == (77, client))
        #expect((response.header.logInterval, response.header.flags) == (0, []))
    }

    @Test func `a request to us alone is answered to the client alone`() throws {
        var lone = LonePort(.enterprise)
        lone.wake()
        lone.receive(request(), stamp: .someDay, toGroup: false)
        let letter = try #require(lone.box.all(.delayResponse).first)
        #expect(letter.envelope.destination == .ip(IPAddress(v4: 0x0A00_0009)))
        #expect(letter.header?.flags == .unicast && letter.header?.logInterval == 0x7F)
    }

    @Test func `what cannot be answered is counted by its reason`() {
        var lone = LonePort()
        lone.receive(request(), stamp: .someDay)
        lone.wake()
        lone.receive(request(), stamp: nil)
        lone.receive(request(domain: 9), stamp: .someDay)
        var own = request()
        own.header.source = PortIdentity(clock: .us, number: 1)
        lone.receive(own, stamp: .someDay)
        own.header.source.number = 2
        lone.receive(own, stamp: .someDay)
        lone.port.receive([1, 2, 3].span, Arrival(at: lone.now, source: .ip(.loopbackV4)), into: &lone.box)
        #expect(lone.box.all(.delayResponse).isEmpty)
        #expect(lone.port.counters[.notServed] == 1)
        #expect(lone.port.counters[.unstamped] == 1)
        #expect(lone.port.counters[.otherDomain] == 1)
        #expect(lone.port.counters[.own] == 2)
        #expect(lone.port.counters[.malformed] == 1)
    }
}
