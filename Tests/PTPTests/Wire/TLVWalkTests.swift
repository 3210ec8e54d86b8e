// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// The golden request, with other octets behind its fields.
private func message(with suffix: String) throws -> [UInt8] {
    var bytes = Array(try golden("signaling-request").prefix(SignalingMessage.count)) + octets(suffix)
    (bytes[2], bytes[3]) = (0, UInt8(bytes.count))
    return bytes
}

@Suite struct TLVWalkTests {
    @Test func `what is not known is passed over`() throws {
        let bytes = try golden("signaling-unknown")
        let types = tlvs(bytes, from: SignalingMessage.count) { $1.type }
        #expect(
            types == [
                .l1Sync, .authentication, .organizationExtensionPropagate, .pad, .requestUnicastTransmission,
            ])
        #expect(areWellFormed(bytes, from: SignalingMessage.count))
        let wishes = tlvs(bytes, from: SignalingMessage.count) { RequestUnicastTransmission($0, $1) }
        #expect(wishes.compactMap { $0?.durationField } == [60])
    }

    @Test(arguments: [
        ("0006 0002 0000  0006 0003 000000", 1), ("0006 0002 0000  0006 0004 0000", 1), ("0006 FFFE 0000", 0),
        ("0006 0002 0000  00", 1), ("0006 0002 0000  0006 00", 1), ("0006 0001 0000 0006 0002 0000", 0),
    ])
    func `at an odd or overlong length the walk ends and says so`(suffix: String, readable: Int) throws {
        let bytes = try message(with: suffix)
        #expect(tlvs(bytes, from: SignalingMessage.count) { $1 }.count == readable)
        #expect(!areWellFormed(bytes, from: SignalingMessage.count))
    }

    @Test(arguments: ["", "0006 0000", "8008 0000 8008 0002 0000"])
    func `nothing, and TLVs of nothing, are well formed`(suffix: String) throws {
        #expect(areWellFormed(try message(with: suffix), from: SignalingMessage.count))
    }

    @Test(arguments: [
        "0004 0004 B0000000", "0004 0008 B000000000000000", "0005 0006 B00000000000", "0006 0000", "0007 0004 00000000",
        "0008 0004 00000000", "0009 000E 0000000000000000000000000000", "0009 0010 00000000000000000000000000000001",
        "0003 0004 0080C200", "0003 000A 0080C2 000001 00000000", "8000 000A 0080C2 000004 00000000",
        "0001 0000", "0002 0006 000100000000", "0002 000A 0001000000000000 02 00",
    ])
    func `a value of the wrong length has no meaning`(suffix: String) throws {
        let bytes = try message(with: suffix)
        #expect(tlvs(bytes, from: SignalingMessage.count) { hasMeaning($0, $1) } == [false])
    }

    @Test func `an organisation's TLV is known by its number`() throws {
        let bytes = try golden("signaling-unknown")
        let found = tlvs(bytes, from: SignalingMessage.count) { OrganizationExtension($0, $1) }
        #expect(found.compactMap(\.self) == [OrganizationExtension(organization: 0x0019A7, subtype: 2)])
    }
}

private func hasMeaning(_ message: Span<UInt8>, _ tlv: TLV) -> Bool {
    RequestUnicastTransmission(message, tlv) != nil || GrantUnicastTransmission(message, tlv) != nil
        || CancelUnicastTransmission(message, tlv) != nil || AcknowledgeCancelUnicastTransmission(message, tlv) != nil
        || PathTrace(message, tlv) != nil || AlternateTimeOffsetIndicator(message, tlv) != nil
        || FollowUpInformation(message, tlv) != nil || GPTPCapable(message, tlv) != nil
        || ManagementTLV(message, tlv) != nil || ManagementErrorStatus(message, tlv) != nil
}
