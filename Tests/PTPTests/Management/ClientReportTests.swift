// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

private func report(_ id: ManagementID, _ data: String, action: ManagementAction = .response) -> ClientReport? {
    let bytes = request(action, id, to: us, data: data)
    return ClientReport(bytes.span)
}

@Suite struct ClientReportTests {
    @Test func `a client is asked`() throws {
        let question = written {
            ClientReport.ask(.timeStatus, of: client, header: header(sequence: 9, flags: .unicast), into: &$0)
        }
        let message = try #require(read(ManagementMessage.self, question))
        #expect(message.targetPortIdentity == client && message.action == .get && question.count == 54)
        #expect(data(question) == [])
    }

    @Test func `linuxptp's client tells its offset in nanoseconds and whom it follows`() throws {
        let told = try #require(
            report(
                .timeStatus,
                """
                FFFFFFFFFFFFFF85 17990A6B2C3D4E5F 00000000 00000000 0000 000000000000000000000000
                00000001 001B21FFFEA1B2C3
                """))
        #expect(told.offset == TimeInterval(.nanoseconds(-123)) && told.grandmaster == us.clock)
        #expect(told.client == client && told.state == nil)
    }

    @Test func `a client that follows nobody has no offset`() {
        let told = report(
            .timeStatus,
            """
            0000000000000001 0000000000000000 00000000 00000000 0000 000000000000000000000000
            00000000 0050C2FFFE123456
            """)
        #expect(told?.offset == nil && told?.grandmaster == client.clock)
    }

    @Test func `any other client tells them by the standard`() {
        #expect(
            report(.currentDataSet, "0001 00000000007B8000 0000000000000000")?.offset
                == TimeInterval(scaledNanoseconds: 0x7B_8000))
        let parent = report(
            .parentDataSet, "001B21FFFEA1B2C3 0001 00 00 FFFF 7FFFFFFF 80 06 21 4E5D 80 001B21FFFEA1B2C3")
        #expect(parent?.grandmaster == us.clock && parent?.offset == nil)
        let state = report(.portDataSet, "0050C2FFFE123456 0002 09 00 0000000000000000 01 03 00 01 00 02")?.state
        #expect(state == .slave)
    }

    @Test func `what is no answer, or of another length, tells nothing`() {
        #expect(report(.currentDataSet, "", action: .get) == nil)
        #expect(report(.currentDataSet, "0001") == nil && report(.portDataSet, "0001") == nil)
        #expect(report(.priority1, "8000") == nil)
        let refused = answer(request(.get, .faultLog)).reply
        #expect(ClientReport(refused.span) == nil)
    }

    @Test func `an offset beyond what can be told is none`() {
        let told = report(
            .timeStatus,
            """
            7FFFFFFFFFFFFFFF 0000000000000000 00000000 00000000 0000 000000000000000000000000
            00000001 001B21FFFEA1B2C3
            """)
        #expect(told != nil && told?.offset == nil)
    }
}
