// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// Both ways: the octets have the meaning, and the meaning those octets.
private func check<Message: WireMessage>(_ name: String, _ meaning: Message) throws {
    let bytes = try golden(name)
    #expect(read(Message.self, bytes) == meaning)
    #expect(written { meaning.write(into: &$0) } == bytes)
}

@Suite struct MessageTests {
    @Test func announce() throws { try check("announce", announcement(log: 1)) }

    @Test func `Sync of a two-step clock`() throws {
        try check("sync-two-step", SyncMessage(header: header(sequence: 0x1234, log: -4, flags: .twoStep)))
    }

    @Test func `Sync of a one-step clock`() throws {
        var sync = SyncMessage(header: header(log: 0, correction: 0x4000))
        sync.originTimestamp = stamp(123_456_789)
        try check("sync-one-step", sync)
    }

    @Test func `Follow_Up`() throws {
        var followUp = FollowUpMessage(header: header(sequence: 0x1234, log: -4, correction: 0x18000))
        followUp.preciseOriginTimestamp = stamp(999_999_999)
        try check("follow-up", followUp)
    }

    @Test func `Delay_Req`() throws {
        try check(
            "delay-request", DelayRequestMessage(header: header(from: client, sequence: 0xBEEF, flags: .unicast)))
    }

    @Test func `Delay_Resp`() throws {
        var response = DelayResponseMessage(
            header: header(sequence: 0xBEEF, log: -4, flags: .unicast, correction: -0x8000))
        (response.receiveTimestamp, response.requestingPortIdentity) = (stamp(1), client)
        try check("delay-response", response)
    }

    @Test func `Pdelay_Req`() throws {
        try check("peer-delay-request", PeerDelayRequestMessage(header: header(from: client, sequence: 7)))
    }

    @Test func `Pdelay_Resp`() throws {
        var response = PeerDelayResponseMessage(header: header(sequence: 7, flags: .twoStep))
        (response.requestReceiptTimestamp, response.requestingPortIdentity) = (stamp(100), client)
        try check("peer-delay-response", response)
    }

    @Test func `Pdelay_Resp_Follow_Up`() throws {
        var followUp = PeerDelayResponseFollowUpMessage(header: header(sequence: 7))
        (followUp.responseOriginTimestamp, followUp.requestingPortIdentity) = (stamp(200), client)
        try check("peer-delay-response-follow-up", followUp)
    }
}

/// The Announce of the golden files.
func announcement(log: Int8 = 0, sdoId: UInt16 = 0) -> AnnounceMessage {
    var announce = AnnounceMessage(
        header: header(
            log: log, flags: [.utcOffsetValid, .ptpTimescale, .timeTraceable, .frequencyTraceable], sdoId: sdoId))
    announce.currentUtcOffset = 37
    (announce.grandmasterPriority1, announce.grandmasterPriority2) = (128, 127)
    announce.grandmasterClockQuality = ClockQuality(
        clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D)
    (announce.grandmasterIdentity, announce.timeSource) = (us.clock, .gnss)
    return announce
}
