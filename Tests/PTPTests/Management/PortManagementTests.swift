// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

extension LonePort {
    fileprivate mutating func hear(_ message: [UInt8], from host: UInt32 = 9, toGroup: Bool = true) {
        let arrival = Arrival(
            at: now, source: .ip(IPAddress(v4: 0x0A00_0000 + host)), toGroup: toGroup, isEvent: false)
        port.receive(message.span, arrival, into: &box)
    }
}

@Suite struct PortManagementTests {
    private func managed(_ rights: ManagementRights = .read, asks: Bool = false) -> LonePort {
        var lone = LonePort()
        lone.port.manage(rights: rights, place: place(), asksClients: asks)
        lone.wake()
        return lone
    }

    @Test func `who asks everybody is answered before everybody, who asks us alone`() throws {
        var lone = managed()
        lone.hear(request(.get, .priority1))
        lone.hear(request(.get, .priority1, flags: .unicast), toGroup: false)
        let letters = lone.box.all(.management)
        #expect(letters.map(\.envelope.destination) == [GroupAddress.udp4, .ip(IPAddress(v4: 0x0A00_0009))])
        #expect(letters.map { data($0.octets) } == [[128, 0], [128, 0]])
        #expect(lone.port.counters[sent: .management] == 2 && lone.port.counters[received: .management] == 2)
    }

    @Test func `what management tells is of this moment`() throws {
        var lone = managed()
        lone.now = .at(0.25)
        lone.hear(request(.get, .time))
        let told = try #require(lone.box.all(.management).first.flatMap { data($0.octets) })
        #expect(told == octets("00006AB13B80 0EE6B280"))
        lone.hear(request(.get, .portDataSet))
        #expect(lone.box.all(.management).last.flatMap { data($0.octets) }?[10] == PortState.master.rawValue)
    }

    @Test func `a wish that is granted waits to be taken`() {
        var lone = managed(.all)
        lone.hear(request(.set, .priority1, data: "0900"))
        #expect(lone.port.takeChanges().map(\.value) == [.priority1(9)] && lone.port.takeChanges().isEmpty)
        for _ in 0..<40 { lone.hear(request(.set, .priority2, data: "0900")) }
        #expect(lone.port.takeChanges().count == 16)
    }

    @Test func `what is refused is counted`() {
        var lone = managed()
        lone.hear(request(.set, .priority1, data: "0900"))
        lone.hear(request(.get, .faultLog))
        lone.hear(request(.get, .priority1, to: client))
        #expect(lone.port.counters[.denied] == 1 && lone.port.counters[.notServed] == 2)
        #expect(lone.box.all(.management).count == 2 && lone.port.takeChanges().isEmpty)
        var silent = LonePort()
        silent.wake()
        silent.hear(request(.get, .priority1))
        #expect(silent.port.counters[.notServed] == 1 && silent.box.all(.management).isEmpty)
    }

    @Test func `a flood of questions is answered 128 times a second`() {
        var lone = managed()
        for _ in 0..<1_000 { lone.hear(request(.get, .clockDescription)) }
        #expect(lone.box.all(.management).count == 128 && lone.port.counters[.tooFast] == 872)
        lone.now = .at(1)
        lone.hear(request(.get, .priority1))
        #expect(lone.box.all(.management).count == 129)
    }
}
