// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing

struct ProfileTableTests {
    /// A golden line: what a port of a profile does when nothing else is set.
    struct Line: Sendable {
        var profile: Profile
        var transport: PortSettings.Transport
        var sdoId: UInt16 = 0
        var domain: UInt8
        var domains: ClosedRange<UInt8>
        var delay: DelayMechanism
        /// Announce, Sync, Delay_Req, Pdelay_Req: messages are apart by two to this, s.
        var logs: [Int8]
        var timeout: UInt8
        /// Priorities 1 and 2.
        var priorities: [UInt8]
        /// Locked, in holdover, degraded, never locked.
        var classes: [UInt8]
        /// To groups, and by negotiation.
        var modes: [Bool]
    }

    // swift-format-ignore
    static let lines: [Line] = [
        Line(profile: .defaultE2E, transport: .udp4, domain: 0, domains: 0...127, delay: .endToEnd,
             logs: [1, 0, 0, 0], timeout: 3, priorities: [128, 128], classes: [6, 7, 52, 248], modes: [true, true]),
        Line(profile: .defaultP2P, transport: .udp4, domain: 0, domains: 0...127, delay: .peerToPeer,
             logs: [1, 0, 0, 0], timeout: 3, priorities: [128, 128], classes: [6, 7, 52, 248], modes: [true, false]),
        Line(profile: .g8265_1, transport: .udp4, domain: 4, domains: 4...23, delay: .endToEnd,
             logs: [1, -4, -4, 0], timeout: 2, priorities: [128, 128], classes: [84, 90, 104, 110],
             modes: [false, true]),
        Line(profile: .g8275_1, transport: .ethernet, domain: 24, domains: 24...43, delay: .endToEnd,
             logs: [-3, -4, -4, 0], timeout: 3, priorities: [128, 128], classes: [6, 7, 160, 248],
             modes: [true, false]),
        Line(profile: .g8275_2, transport: .udp4, domain: 44, domains: 44...63, delay: .endToEnd,
             logs: [0, -4, -4, 0], timeout: 2, priorities: [128, 128], classes: [6, 7, 160, 248],
             modes: [false, true]),
        Line(profile: .dot1AS, transport: .ethernet, sdoId: 0x100, domain: 0, domains: 0...127, delay: .peerToPeer,
             logs: [0, -3, 0, 0], timeout: 3, priorities: [246, 248], classes: [6, 7, 52, 248], modes: [true, false]),
        Line(profile: .enterprise, transport: .udp4, domain: 0, domains: 0...127, delay: .endToEnd,
             logs: [0, 0, 0, 0], timeout: 3, priorities: [128, 128], classes: [6, 7, 52, 248], modes: [true, false]),
        Line(profile: .power, transport: .ethernet, domain: 254, domains: 0...255, delay: .peerToPeer,
             logs: [0, 0, 0, 0], timeout: 3, priorities: [128, 128], classes: [6, 7, 52, 248], modes: [true, false]),
        Line(profile: .smpte, transport: .udp4, domain: 127, domains: 0...127, delay: .endToEnd,
             logs: [-2, -3, -3, -3], timeout: 3, priorities: [128, 128], classes: [6, 7, 52, 248],
             modes: [true, true]),
    ]

    @Test func `every profile has a golden line`() { #expect(Self.lines.map(\.profile) == Profile.allCases) }

    @Test(arguments: lines) func `the usual figures are the standards'`(line: Line) {
        let row = line.profile.row
        #expect(row.transport == line.transport && row.sdoId == line.sdoId)
        #expect(row.domain == line.domain && row.domains == line.domains && row.delayMechanism == line.delay)
        let logs = [row.logAnnounceInterval, row.logSyncInterval, row.logMinDelayRequestInterval]
        #expect(logs + [row.logMinPeerDelayRequestInterval] == line.logs)
        #expect(row.announceReceiptTimeout == line.timeout && [row.priority1, row.priority2] == line.priorities)
        let classes = row.classes
        #expect([classes.locked, classes.holdover, classes.degraded, classes.unset] == line.classes)
        #expect([row.isMulticast, row.isUnicast] == line.modes)
    }

    @Test func `what is usual is allowed`() {
        for profile in Profile.allCases { #expect(PortSettings(profile).profileFaults == [], "\(profile)") }
    }

    @Test(
        arguments: [
            (.defaultE2E, [.udp4, .udp6, .ethernet]), (.defaultP2P, [.udp4, .udp6, .ethernet]),
            (.g8265_1, [.udp4, .udp6]), (.g8275_1, [.ethernet]), (.g8275_2, [.udp4, .udp6]), (.dot1AS, [.ethernet]),
            (.enterprise, [.udp4, .udp6]), (.power, [.ethernet]), (.smpte, [.udp4, .udp6]),
        ] as [(Profile, [PortSettings.Transport])])
    func `a profile goes over these transports only`(profile: Profile, allowed: [PortSettings.Transport]) {
        for transport in PortSettings.Transport.allCases {
            var settings = PortSettings(profile)
            settings.transport = transport
            #expect(settings.profileFaults == (allowed.contains(transport) ? [] : [.transport(transport)]))
        }
    }

    @Test func `only the broadcasters' profile leaves the delay mechanism open`() {
        for profile in Profile.allCases {
            var settings = PortSettings(profile)
            settings.delayMechanism = settings.delayMechanism == .endToEnd ? .peerToPeer : .endToEnd
            let isRefused = settings.profileFaults.contains(.delayMechanism(settings.delayMechanism))
            #expect(isRefused == (profile != .smpte), "\(profile)")
        }
    }

    @Test func `what the messages of some carry besides`() {
        let extended = Profile.allCases.filter { !$0.row.extensions.isEmpty }
        #expect(extended == [.dot1AS, .power, .smpte])
        #expect(Profile.dot1AS.row.extensions == [.pathTrace, .followUpInformation])
        #expect(Profile.allCases.filter { $0.row.tellsUncertainty } == [.g8275_1, .g8275_2])
        #expect(Profile.allCases.filter { !$0.row.allowsOneStep } == [.dot1AS])
    }
}
