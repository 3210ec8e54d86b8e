// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

@Suite struct ManagementRefusalTests {
    @Test(
        arguments: [
            (.get, .faultLog, .notSupported), (.get, .enablePort, .notSupported),
            (.get, .subscribeEvents, .notSupported),
            (.get, ManagementID(rawValue: 0x1234), .noSuchID), (.set, ManagementID(rawValue: 0xE000), .noSuchID),
            (.set, .defaultDataSet, .notSetable), (.set, .faultLog, .notSupported),
            (.set, .grandmasterSettings, .notSetable), (.set, .subscribeEvents, .notSupported),
            (.command, .initialize, .notSupported), (.command, .disablePort, .notSupported),
            (.command, ManagementID(rawValue: 0x7777), .noSuchID), (.set, .priority1, .notSetable),
        ] as [(ManagementAction, ManagementID, ManagementError)])
    func `what is not done is refused with its reason`(
        action: ManagementAction, id: ManagementID, reason: ManagementError
    ) throws {
        let (reply, outcome) = answer(request(action, id, data: action == .set ? "0100" : ""))
        #expect(error(reply) == reason && outcome.changes.isEmpty && outcome.refusal != nil)
        let message = try #require(read(ManagementMessage.self, reply))
        #expect(message.action == (action == .command ? .acknowledge : .response))
    }

    @Test func `nothing is done by a command of nothing, and that is acknowledged`() throws {
        let reply = answer(request(.command, .nullManagement)).reply
        #expect(read(ManagementMessage.self, reply)?.action == .acknowledge && data(reply) == [])
        #expect(data(answer(request(.set, .nullManagement)).reply) == [])
    }

    @Test func `a port that we do not have is a wrong value`() {
        let other = PortIdentity(clock: us.clock, number: 2)
        #expect(error(answer(request(.get, .portDataSet, to: other)).reply) == .wrongValue)
        #expect(data(answer(request(.get, .domain, to: other)).reply) == [0, 0])
        #expect(data(answer(request(.get, .portDataSet, to: us)).reply)?.count == 26)
    }

    @Test func `a question for another clock or another domain is not ours`() {
        let (reply, outcome) = answer(request(.get, .domain, to: client))
        #expect(reply.isEmpty && outcome.refusal == .notServed)
        #expect(answer(request(.get, .domain, domain: 1)).outcome.refusal == .otherDomain)
        #expect(answer(request(.get, .domain), of: view(1, of: 1, .dot1AS)).outcome.refusal == .otherDomain)
    }

    @Test(arguments: [ManagementAction.response, .acknowledge])
    func `an answer is not answered`(action: ManagementAction) {
        #expect(answer(request(action, .domain)).outcome == ManagementOutcome(refusal: .notServed))
    }

    @Test func `where nobody may read nobody is answered`() {
        #expect(answer(request(.get, .domain), rights: []).outcome == ManagementOutcome(refusal: .denied))
    }

    @Test(arguments: ["", "0001 0000", "0001 0003 2007 00", "0001 0002 2007 0001 0002 2007", "0001 0004 2007"])
    func `a message without its one TLV is malformed`(suffix: String) {
        var bytes = Array(request(.get, .domain).prefix(ManagementMessage.count)) + octets(suffix)
        bytes[3] = UInt8(bytes.count)
        #expect(answer(bytes).outcome == ManagementOutcome(refusal: .malformed))
    }

    @Test func `an authentication that follows is passed over`() {
        var bytes = request(.get, .priority1) + octets("8009 0004 01020304")
        bytes[3] = UInt8(bytes.count)
        #expect(data(answer(bytes).reply) == [128, 0])
    }
}
