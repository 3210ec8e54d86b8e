// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// Both ways: a message with one TLV.
private func check<Message: WireMessage, Content: WireTLV>(
    _ name: String, _ message: Message, _ meaning: Content
) throws {
    let bytes = try golden(name)
    #expect(tlvs(bytes, from: Message.count) { Content($0, $1) } == [meaning])
    let mine = written { buffer in
        let count = message.write(into: &buffer)
        return meaning.append(to: &buffer, after: count)
    }
    #expect(mine == bytes)
}

@Suite struct TLVTests {
    @Test func `PATH_TRACE`() throws {
        try check("announce-path-trace", announcement(), PathTrace([us.clock, client.clock]))
        try check("announce-802.1as", announcement(sdoId: 0x100), PathTrace([us.clock]))
    }

    @Test func `ALTERNATE_TIME_OFFSET_INDICATOR`() throws {
        try check(
            "announce-alternate-time-offset", announcement(),
            AlternateTimeOffsetIndicator(
                keyField: 1, currentOffset: 7_200, jumpSeconds: -3_600, timeOfNextJump: 0x6907_FA50,
                displayName: PTPText("CEST")))
    }

    @Test func `substations, 2017 and 2011`() throws {
        var announce = announcement()
        announce.header.domain = 254
        try check("announce-power", announce, PowerProfile(grandmasterID: 3, totalTimeInaccuracy: 250))
        announce = announcement()
        announce.header.minorVersion = 0
        try check(
            "announce-power-2011", announce,
            PowerProfile2011(grandmasterID: 254, grandmasterTimeInaccuracy: 200, networkTimeInaccuracy: 50))
    }

    @Test func `Follow_Up of 802.1AS`() throws {
        var followUp = FollowUpMessage(header: header(sequence: 0x1234, log: -3, sdoId: 0x100))
        followUp.preciseOriginTimestamp = stamp(100)
        var information = FollowUpInformation()
        (information.gmTimeBaseIndicator, information.scaledLastGmFreqChange) = (2, -2)
        information.lastGmPhaseChange = -1_000_000 << 16
        try check("follow-up-802.1as", followUp, information)
    }

    @Test func `802.1AS's wish for other intervals`() throws {
        var request = MessageIntervalRequest()
        (request.logLinkDelayInterval, request.logTimeSyncInterval) = (MessageIntervalRequest.stop, -3)
        request.flags = [.computeNeighborRateRatio, .computeMeanLinkDelay]
        try check(
            "signaling-interval-request", SignalingMessage(header: header(from: client, sdoId: 0x100)), request)
    }

    @Test func `802.1AS is spoken`() throws {
        try check("signaling-gptp-capable", SignalingMessage(header: header(sdoId: 0x100)), GPTPCapable())
    }

    @Test func `MANAGEMENT_ERROR_STATUS`() throws {
        var message = ManagementMessage(header: header(flags: .unicast))
        (message.targetPortIdentity, message.action) = (client, .acknowledge)
        try check(
            "management-error", message,
            ManagementErrorStatus(.notSupported, of: .initialize, displayData: "read only!"))
    }

    @Test func `a studio's synchronisation metadata`() throws {
        var message = ManagementMessage(header: header())
        message.action = .command
        var metadata = SynchronizationMetadata()
        (metadata.frameRateNumerator, metadata.frameRateDenominator) = (30_000, 1_001)
        (metadata.masterLockingStatus, metadata.timeAddressFlags) = (.locked, 1)
        (metadata.currentLocalOffset, metadata.jumpSeconds) = (7_200, -3_600)
        metadata.timeOfNextJump = 0x6907_FA50
        (metadata.timeOfNextJam, metadata.timeOfPreviousJam) = (0x655B_0A25, 0x655A_0A25)
        (metadata.previousJamLocalOffset, metadata.daylightSaving) = (3_600, 5)
        try check("management-synchronization-metadata", message, metadata)
    }
}
