// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

private let address = MessageAddress.ip(IPAddress(v4: 0x0A00_0009))

extension LonePort {
    /// A master that asks its clients, and the one that sends a delay request now.
    fileprivate static func withClient() -> LonePort {
        var lone = LonePort()
        lone.port.manage(rights: .read, place: place(), asksClients: true)
        lone.wake()
        lone.request()
        return lone
    }

    fileprivate mutating func request() {
        receive(DelayRequestMessage(header: header(from: client)), stamp: .shown(at: now))
    }

    /// The client's answer.
    fileprivate mutating func told(_ id: ManagementID, _ data: String, from source: MessageAddress = address) {
        var bytes = PTPTests.request(.response, id, to: PortIdentity(clock: .us, number: 1), data: data)
        bytes[6] = 4
        port.receive(bytes.span, Arrival(at: now, source: source, toGroup: false, isEvent: false), into: &box)
    }

    fileprivate var questions: [ManagementID] {
        box.all(.management).compactMap { letter in
            tlvs(letter.octets, from: ManagementMessage.count) { ManagementTLV($0, $1)?.id }.first.flatMap(\.self)
        }
    }

    fileprivate var told: ClientFacts? { port.clients.first }
}

private let parent = "001B21FFFE000001 0001 00 00 FFFF 7FFFFFFF 80 06 21 4E5D 80 001B21FFFE000001"
private let stranger = "0050C2FFFE000009 0001 00 00 FFFF 7FFFFFFF 80 06 21 4E5D 80 0050C2FFFE000009"

@Suite struct ClientAskingTests {
    @Test func `a client is asked within half a minute, alone, whom it follows, how far it is and in what state`()
        throws
    {
        var lone = LonePort.withClient()
        lone.run(until: 31)
        #expect(lone.questions == [.parentDataSet, .currentDataSet, .portDataSet])
        for letter in lone.box.all(.management) {
            let message = try #require(read(ManagementMessage.self, letter.octets))
            #expect(letter.envelope.destination == address && message.header.flags == .unicast)
            #expect(message.targetPortIdentity == client && message.action == .get)
        }
    }

    @Test func `what it answers is known of it`() {
        var lone = LonePort.withClient()
        lone.told(.parentDataSet, parent)
        lone.told(.currentDataSet, "0001 0000000000640000 0000000000000000")
        lone.told(.portDataSet, "0050C2FFFE123456 0002 09 00 0000000000000000 01 03 00 01 00 02")
        #expect(lone.told?.offset == TimeInterval(.nanoseconds(100)) && lone.told?.state == .slave)
        lone.told(.parentDataSet, stranger)
        #expect(lone.told?.offset == nil && lone.told?.state == .slave)
    }

    @Test func `an offset from another grandmaster, or told by somebody else, is not believed`() {
        var lone = LonePort.withClient()
        lone.told(.currentDataSet, "0001 0000000000640000 0000000000000000")
        #expect(lone.told?.offset == nil)
        lone.told(.parentDataSet, parent, from: .ip(IPAddress(v4: 0x0A00_00FF)))
        lone.told(.currentDataSet, "0001 0000000000640000 0000000000000000")
        #expect(lone.told?.offset == nil && lone.told?.state == nil)
    }

    @Test func `who never answers is asked three times, and then once in a while`() {
        var lone = LonePort.withClient()
        var counts: [Int] = []
        for minute in 1...40 {
            for second in 0..<4 {
                lone.run(until: Double(minute * 60 + second * 15))
                lone.request()
            }
            counts.append(lone.questions.count / 3)
        }
        #expect(counts[3] == 3 && counts[10] == 3)
        #expect(counts[39] == 5)
    }

    @Test func `who has gone is not asked, nor is anybody by a master who was not told to`() {
        var lone = LonePort.withClient()
        lone.now = .at(100)
        lone.run(until: 200)
        #expect(lone.questions.isEmpty)
        var silent = LonePort()
        silent.wake()
        silent.request()
        silent.run(until: 60)
        #expect(silent.questions.isEmpty)
    }
}
