// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// A Signaling message between us and the client, with these TLVs.
private func signaling(from source: PortIdentity, to target: PortIdentity, _ contents: [any WireTLV]) -> [UInt8] {
    written { buffer in
        var message = SignalingMessage(header: header(from: source, flags: .unicast))
        message.targetPortIdentity = target
        let count = message.write(into: &buffer)
        return contents.reduce(count) { $1.append(to: &buffer, after: $0) }
    }
}

@Suite struct UnicastTLVTests {
    @Test func `REQUEST_UNICAST_TRANSMISSION`() throws {
        let wishes = [
            RequestUnicastTransmission(messageType: .announce, logInterMessagePeriod: 1, durationField: 300),
            RequestUnicastTransmission(messageType: .sync, logInterMessagePeriod: -4, durationField: 300),
            RequestUnicastTransmission(messageType: .delayResponse, logInterMessagePeriod: -4, durationField: 60),
        ]
        let bytes = try golden("signaling-request")
        #expect(tlvs(bytes, from: SignalingMessage.count) { RequestUnicastTransmission($0, $1) } == wishes)
        #expect(signaling(from: client, to: us, wishes) == bytes)
        let message = try #require(read(SignalingMessage.self, bytes))
        #expect(message.targetPortIdentity == us && message.header.source == client)
    }

    @Test func `GRANT_UNICAST_TRANSMISSION`() throws {
        let grants = [
            GrantUnicastTransmission(messageType: .announce, logInterMessagePeriod: 1, durationField: 300),
            GrantUnicastTransmission(
                messageType: .sync, logInterMessagePeriod: -4, durationField: 0, isRenewalInvited: false),
        ]
        let bytes = try golden("signaling-grant")
        #expect(tlvs(bytes, from: SignalingMessage.count) { GrantUnicastTransmission($0, $1) } == grants)
        #expect(signaling(from: us, to: client, grants) == bytes)
    }

    @Test func `CANCEL_UNICAST_TRANSMISSION`() throws {
        let cancel = CancelUnicastTransmission(messageType: .sync, maintainsRequest: true)
        let bytes = try golden("signaling-cancel")
        #expect(tlvs(bytes, from: SignalingMessage.count) { CancelUnicastTransmission($0, $1) } == [cancel])
        #expect(signaling(from: client, to: us, [cancel]) == bytes)
    }

    @Test func `ACKNOWLEDGE_CANCEL_UNICAST_TRANSMISSION`() throws {
        let heard = AcknowledgeCancelUnicastTransmission(messageType: .delayResponse, maintainsGrant: true)
        let bytes = try golden("signaling-acknowledge")
        #expect(tlvs(bytes, from: SignalingMessage.count) { AcknowledgeCancelUnicastTransmission($0, $1) } == [heard])
        #expect(signaling(from: us, to: client, [heard]) == bytes)
    }

    @Test func `a wish for what is no message is a wish for nothing`() {
        let bytes = signaling(
            from: client, to: us,
            [RequestUnicastTransmission(messageType: nil, logInterMessagePeriod: 0, durationField: 1)])
        #expect(
            tlvs(bytes, from: SignalingMessage.count) { RequestUnicastTransmission($0, $1)?.messageType } == [
                .some(nil)
            ])
    }
}
