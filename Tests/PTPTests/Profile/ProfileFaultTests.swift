// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing

struct ProfileFaultTests {
    /// The ends of what is allowed, and one step beyond each.
    @Test(
        arguments: [
            (.defaultE2E, .announce, 0...4), (.defaultE2E, .sync, -1...1), (.defaultE2E, .delayRequest, 0...5),
            (.defaultP2P, .peerDelayRequest, 0...5), (.g8265_1, .announce, -3...4), (.g8265_1, .sync, -7...4),
            (.g8265_1, .delayRequest, -7...4), (.g8275_1, .announce, -3 ... -3), (.g8275_1, .sync, -4 ... -4),
            (.g8275_1, .delayRequest, -4 ... -4), (.g8275_2, .announce, -3...0), (.g8275_2, .sync, -7...0),
            (.g8275_2, .delayRequest, -7...0), (.enterprise, .announce, 0...0), (.enterprise, .sync, -7...7),
            (.enterprise, .delayRequest, -7...7), (.power, .announce, 0...0), (.power, .sync, 0...0),
            (.power, .peerDelayRequest, 0...0), (.smpte, .announce, -3...1), (.smpte, .sync, -7 ... -1),
        ] as [(Profile, ProfileFault.Message, ClosedRange<Int8>)])
    func `intervals stay within the profile's range`(
        profile: Profile, message: ProfileFault.Message, range: ClosedRange<Int8>
    ) {
        for log in range.lowerBound - 1...range.upperBound + 1 {
            var settings = PortSettings(profile)
            switch message {
            case .announce: settings.logAnnounceInterval = log
            case .sync: settings.logSyncInterval = log
            case .delayRequest: settings.logMinDelayRequestInterval = log
            case .peerDelayRequest: settings.logMinPeerDelayRequestInterval = log
            }
            let fault = ProfileFault.interval(message, log, allowed: range)
            #expect(settings.profileFaults == (range.contains(log) ? [] : [fault]))
        }
    }

    @Test func `an interval of messages that are not sent is nobody's concern`() {
        var settings = PortSettings(.power)
        settings.logMinDelayRequestInterval = -4
        #expect(settings.profileFaults == [])
    }

    @Test func `domain, priority, receipt timeout and modes are checked`() {
        var settings = PortSettings(.g8275_1)
        (settings.domain, settings.priority1, settings.announceReceiptTimeout) = (5, 1, 2)
        (settings.isMulticast, settings.unicast) = (true, UnicastLimits())
        #expect(
            settings.profileFaults == [
                .domain(5, allowed: 24...43), .unicast, .receiptTimeout(2, allowed: 3...10),
                .priority1(1, allowed: 128...128),
            ])
        settings = PortSettings(.g8275_2)
        settings.isMulticast = true
        #expect(settings.profileFaults == [.multicast])
        (settings.isMulticast, settings.unicast) = (false, nil)
        #expect(settings.profileFaults == [.neitherMulticastNorUnicast])
    }

    @Test(
        arguments: [
            (.domain(5, allowed: 24...43), .g8275_1, "domain 5 is outside 24–43 of G.8275.1"),
            (.transport(.udp4), .power, "IEEE C37.238 does not go over udp4"),
            (
                .interval(.announce, -4, allowed: -3...4), .g8265_1,
                "2^-4 s between Announce messages is outside 2^-3…2^4 s of G.8265.1"
            ),
            (.priority1(1, allowed: 128...128), .g8275_2, "a priority1 of 1 is outside 128 of G.8275.2"),
            (.delayMechanism(.peerToPeer), .g8275_1, "G.8275.1 does not measure delays peer to peer"),
            (.unicast, .enterprise, "the enterprise profile does not negotiate unicast messages"),
        ] as [(ProfileFault, Profile, String)])
    func `a fault is told in a sentence`(fault: ProfileFault, profile: Profile, sentence: String) {
        #expect(fault.sentence(of: profile) == sentence)
    }
}
