// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// The answers of a clock with these ports, asked by its socket.
private func answers(
    _ request: [UInt8], of views: [ManagementView], rights: ManagementRights = .all
) -> (replies: [[UInt8]], outcome: ManagementOutcome) {
    var replies: [[UInt8]] = []
    let outcome = ManagementDesk(rights: rights).answer(request.span, of: views) { reply in
        replies.append(reply.indices.map { reply[$0] })
    }
    return (replies, outcome)
}

@Suite struct ManagementPortsTests {
    private let views = [view(1, of: 3), view(2, of: 3), view(3, of: 3, .g8275_1)]

    @Test func `every port of the domain answers what is asked of ports`() {
        let replies = answers(request(.get, .portDataSet), of: views).replies
        #expect(replies.compactMap(data).map { $0[9] } == [1, 2])
        #expect(replies.compactMap { read(ManagementMessage.self, $0)?.header.source.number } == [1, 2])
    }

    @Test func `one answers what is asked of the clock`() {
        #expect(answers(request(.get, .defaultDataSet), of: views).replies.count == 1)
        let other = answers(request(.get, .domain, domain: 24), of: views).replies
        #expect(other.compactMap(data) == [[24, 0]])
        #expect(answers(request(.get, .domain, domain: 9), of: views).outcome.refusal == .otherDomain)
    }

    @Test func `a port is asked by its number`() {
        let second = PortIdentity(clock: us.clock, number: 2)
        #expect(
            answers(request(.get, .portDataSet, to: second), of: views).replies.compactMap(data).map { $0[9] } == [2])
        let fifth = PortIdentity(clock: us.clock, number: 5)
        #expect(answers(request(.get, .portDataSet, to: fifth), of: views).replies.map(error) == [.wrongValue])
    }

    @Test func `what is set for the clock is set for all ports of the domain`() {
        let (replies, outcome) = answers(request(.set, .priority1, data: "0500"), of: views)
        #expect(replies.compactMap(data) == [[5, 0]])
        #expect(outcome.changes.map(\.port.number) == [1, 2])
    }

    @Test func `what is set for ports is set for those that are meant`() {
        let second = PortIdentity(clock: us.clock, number: 2)
        let (_, outcome) = answers(request(.set, .logSyncInterval, to: second, data: "FF00"), of: views)
        #expect(outcome.changes == [ManagementChange(port: second, value: .logSyncInterval(-1))])
    }

    @Test func `a clock without ports has no answer`() {
        let (replies, outcome) = answers(request(.get, .domain), of: [])
        #expect(replies.isEmpty && outcome.refusal == .notServed)
    }
}
