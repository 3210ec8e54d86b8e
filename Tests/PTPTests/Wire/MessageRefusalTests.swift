// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

@Suite struct MessageRefusalTests {
    @Test func `a message may be padded, and its own length rules`() throws {
        let sync = try golden("sync-two-step")
        #expect(read(SyncMessage.self, (sync + [0, 0])) == read(SyncMessage.self, sync))
        let padded = sync + [0x00, 0x08, 0x00, 0x08, 1, 2, 3, 4, 5, 6, 7, 8]
        #expect(tlvs(padded, from: SyncMessage.count) { $1 }.isEmpty)
        #expect(areWellFormed(padded, from: SyncMessage.count))
    }

    @Test(arguments: [0, 1, 33, 34, 43])
    func `a message that is cut off is refused`(count: Int) throws {
        #expect(read(SyncMessage.self, try golden("sync-two-step").prefix(count)) == nil)
    }

    @Test func `a message shorter than its kind by its own words is refused, whatever follows`() throws {
        var bytes = try golden("announce")
        (bytes[2], bytes[3]) = (0, 63)
        #expect(read(AnnounceMessage.self, bytes) == nil)
    }

    @Test func `a message of another kind is refused`() throws {
        #expect(read(DelayRequestMessage.self, try golden("sync-two-step")) == nil)
        #expect(read(PeerDelayResponseMessage.self, try golden("delay-response")) == nil)
    }

    @Test(arguments: [0x01, 0x03, 0x10, 0x1F])
    func `another major version is refused`(octet: UInt8) throws {
        var bytes = try golden("announce")
        bytes[1] = octet
        #expect(read(AnnounceMessage.self, bytes) == nil)
    }

    @Test func `a later minor version is understood`() throws {
        var bytes = try golden("announce")
        bytes[1] = 0xF2
        #expect(read(AnnounceMessage.self, bytes)?.header.minorVersion == 15)
    }

    @Test func `nanoseconds of a second or more are no time`() throws {
        let second: ArraySlice<UInt8> = [0x3B, 0x9A, 0xCA, 0x00]
        for name in ["follow-up", "delay-response", "peer-delay-response", "peer-delay-response-follow-up"] {
            var bytes = try golden(name)
            bytes.replaceSubrange(40..<44, with: second)
            #expect(read(FollowUpMessage.self, bytes) == nil && read(DelayResponseMessage.self, bytes) == nil)
            #expect(read(PeerDelayResponseMessage.self, bytes) == nil)
            #expect(read(PeerDelayResponseFollowUpMessage.self, bytes) == nil)
        }
    }

    @Test func `reserved octets where others have an origin stamp do no harm`() throws {
        var bytes = try golden("delay-request")
        bytes.replaceSubrange(34..<44, with: [UInt8](repeating: 0xFF, count: 10))
        #expect(read(DelayRequestMessage.self, bytes)?.originTimestamp == .zero)
    }

    @Test(arguments: 0...15)
    func `management that is no known action is refused`(action: UInt8) throws {
        var bytes = try golden("management-get")
        bytes[46] = action
        #expect((read(ManagementMessage.self, bytes) != nil) == (action < 5))
    }
}
