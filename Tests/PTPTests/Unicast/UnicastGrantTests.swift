// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

@Suite struct UnicastGrantTests {
    @Test(
        arguments: [
            (.announce, 1, 300, 300, nil), (.sync, -4, 60, 60, nil), (.sync, -7, 1, 1, nil),
            (.delayResponse, -4, 1_000, 300, nil), (.announce, 7, .max, 300, nil),
            (.peerDelayResponse, 0, 300, 0, .notServed), (.management, 0, 300, 0, .notServed),
            (.announce, -3, 300, 300, nil), (.announce, -4, 300, 0, .tooFast), (.sync, -8, 300, 0, .tooFast),
            (.sync, -128, 300, 0, .tooFast), (.sync, 8, 300, 0, .notServed),
            (.announce, 127, 300, 0, .notServed), (.announce, 0, 0, 0, .notServed),
        ] as [(MessageType, Int8, UInt32, UInt32, MessageRefusal?)])
    func `what is asked for is granted as asked, or refused with its reason`(
        type: MessageType, log: Int8, asked: UInt32, granted: UInt32, refusal: MessageRefusal?
    ) {
        var desk = Desk()
        #expect(desk.ask(type, log: log, seconds: asked, for: 1) == granted)
        #expect(desk.counters.granted == (refusal == nil ? 1 : 0))
        #expect(desk.counters.grantsRefused == (refusal == nil ? 0 : 1))
        if let refusal { #expect(desk.counters[refusal] == 1) }
        #expect(desk.service.grantedClients == (refusal == nil ? 1 : 0))
    }

    @Test func `all that one message asks for is answered in one message, to its sender alone`() throws {
        var desk = Desk()
        let answers = desk.signal(
            [
                RequestUnicastTransmission(messageType: .sync, logInterMessagePeriod: -4, durationField: 100),
                RequestUnicastTransmission(messageType: .peerDelayResponse, logInterMessagePeriod: 0, durationField: 9),
                CancelUnicastTransmission(messageType: .announce),
                RequestUnicastTransmission(messageType: .delayResponse, logInterMessagePeriod: -4, durationField: 100),
            ], from: 7)
        #expect(
            answers == [
                .grant(GrantUnicastTransmission(messageType: .sync, logInterMessagePeriod: -4, durationField: 100)),
                .grant(
                    GrantUnicastTransmission(
                        messageType: .peerDelayResponse, logInterMessagePeriod: 0, durationField: 0,
                        isRenewalInvited: false)),
                .acknowledgement(AcknowledgeCancelUnicastTransmission(messageType: .announce)),
                .grant(
                    GrantUnicastTransmission(
                        messageType: .delayResponse, logInterMessagePeriod: -4, durationField: 100)),
            ])
        let sent = try #require(desk.sink.list.first)
        #expect(desk.sink.list.count == 1)
        #expect((sent.envelope.destination, sent.envelope.isEvent) == (Desk.address(7), false))
        let message = try #require(sent.octets.signaling)
        #expect(message.targetPortIdentity == Desk.client(7))
        #expect(message.header.source == Desk.port)
        #expect((message.header.flags, message.header.logInterval, message.header.domain) == (.unicast, 0x7F, 44))
    }

    @Test func `what is meant for another port, or says nothing of unicast, is not answered`() {
        var desk = Desk()
        let request = RequestUnicastTransmission(messageType: .sync, logInterMessagePeriod: 0, durationField: 100)
        let other = PortIdentity(clock: ClockIdentity(raw: 5), number: 1)
        #expect(desk.signal([request], from: 1, target: other) == [])
        #expect(desk.signal([], from: 1) == [])
        #expect(desk.sink.list.isEmpty)
        #expect(desk.signal([request], from: 1, target: Desk.port).count == 1)
    }

    @Test func `a port that is no master grants nothing`() {
        var desk = Desk()
        desk.isMaster = false
        desk.wake()
        #expect(desk.ask(.announce, log: 0, for: 1) == 0)
    }

    @Test func `no more clients are granted anything than there may be, and none loses what it has`() {
        var limits = UnicastLimits()
        limits.clients = 3
        var desk = Desk(limits: limits)
        for client in 1...3 { #expect(desk.ask(.announce, log: 0, for: client) == 300) }
        #expect(desk.ask(.announce, log: 0, for: 4) == 0)
        #expect(desk.counters[.full] == 1)
        #expect(desk.ask(.sync, log: 0, for: 2) == 300)
        desk.signal([CancelUnicastTransmission(messageType: .announce)], from: 1)
        #expect(desk.ask(.announce, log: 0, for: 4) == 300)
        #expect(desk.service.grantedClients == 3)
    }

    @Test func `no more is promised to all than there may be; a Sync of two steps is two messages`() {
        var limits = UnicastLimits()
        limits.messagesPerSecond = 40
        var desk = Desk(limits: limits)
        #expect(desk.ask(.sync, log: -4, for: 1) == 300)
        #expect(desk.service.promisedRate == 32)
        #expect(desk.ask(.delayResponse, log: -4, for: 1) == 0)
        #expect(desk.ask(.delayResponse, log: -3, for: 1) == 300)
        #expect(desk.service.promisedRate == 40)
        #expect(desk.ask(.announce, log: 4, for: 2) == 0)
        #expect(desk.ask(.sync, log: -5, for: 1) == 0, "what it had stays")
        #expect(desk.ask(.sync, log: -4, for: 1) == 300)
        #expect(desk.ask(.sync, log: -3, for: 1) == 300)
        #expect(desk.service.promisedRate == 24)
        desk.run(until: desk.now + .seconds(301))
        #expect(desk.service.promisedRate == 0)
    }

    @Test func `a cancellation or a renewal from elsewhere in a client's name does nothing to its grant`() {
        var desk = Desk()
        #expect(desk.ask(.sync, log: -2, seconds: 60, for: 1) == 60)
        desk.signal([CancelUnicastTransmission(messageType: .sync)], from: 1, at: 99)
        desk.ask(.sync, log: 3, seconds: 1, for: 1, at: 98)
        let facts = desk.service.clients.first { $0.address == Desk.address(1) }
        #expect(facts?.sync == -2)
        #expect(facts?.grantsEnd == MonotonicInstant(sinceEpoch: .seconds(1_060)))
    }

    @Test func `a client's cancellation ends what it names, and is acknowledged each time`() {
        var desk = Desk()
        desk.ask(.sync, log: 0, for: 1)
        desk.ask(.announce, log: 0, for: 1)
        for _ in 0..<2 {
            let answers = desk.signal([CancelUnicastTransmission(messageType: .sync)], from: 1)
            #expect(answers == [.acknowledgement(AcknowledgeCancelUnicastTransmission(messageType: .sync))])
        }
        #expect(desk.counters.cancelled == 1)
        #expect((desk.facts(of: 1)?.sync, desk.facts(of: 1)?.announce) == (nil, 0))
        let kept = CancelUnicastTransmission(messageType: .announce, maintainsRequest: true)
        desk.signal([kept], from: 1)
        #expect(desk.facts(of: 1)?.announce == 0)
    }

    @Test func `who is no master any more takes back all grants, a batch at a time`() {
        var desk = Desk()
        for client in 0..<100 {
            desk.ask(.sync, log: 0, for: client)
            desk.ask(.delayResponse, log: 0, for: client)
        }
        _ = desk.sink.takeAll()
        desk.isMaster = false
        desk.wake()
        #expect(desk.sink.list.count == UnicastService.batch)
        desk.run(until: desk.now + .seconds(1))
        let sent = desk.sink.takeAll()
        #expect(sent.count == 100)
        for message in sent {
            #expect(
                Answer.all(in: message.octets) == [
                    .cancellation(CancelUnicastTransmission(messageType: .sync)),
                    .cancellation(CancelUnicastTransmission(messageType: .delayResponse)),
                ])
        }
        #expect((desk.service.grantedClients, desk.service.promisedRate, desk.counters.cancelled) == (0, 0, 200))
        #expect(desk.service.nextWake == nil)
    }

    @Test func `a client that signals without end is answered sixteen times a second, and the others always`() {
        var desk = Desk()
        var answers = 0
        for millisecond in 0..<2_000 {
            desk.now = .seconds(1_000) + .milliseconds(millisecond)
            if desk.ask(.announce, log: 0, for: 1) != nil { answers += 1 }
            if millisecond % 500 == 0 { #expect(desk.ask(.announce, log: 0, for: 2 + millisecond) == 300) }
        }
        #expect((40...70).contains(answers))
        #expect(desk.counters[.tooFast] == UInt64(2_000 - answers))
    }
}
