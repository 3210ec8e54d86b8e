// SPDX-License-Identifier: Apache-2.0

import GNSS
import SimulatedUBlox
import Testing

struct ConstellationTests {
    typealias Model = SimulatedUBlox.Model

    private func configure(
        _ receiver: SimulatedUBlox, _ wanted: Constellations?, isDryRun: Bool = false, memories: [ReceiverMemory] = []
    ) -> Dialogue {
        var options = ConfigurationOptions()
        (options.constellations, options.isDryRun) = (wanted, isDryRun)
        var dialogue = Dialogue(receiver, baud: 38_400, options: options, memories: memories)
        dialogue.run()
        return dialogue
    }

    private func systemOrders(_ done: Dialogue) -> [[UInt8]] {
        done.written.filter { frame in
            let isKeyed = frame[3] == 0x8A && Array(frame[12...13]) == [0x31, 0x10]
            return frame[2] == 0x06 && (isKeyed || (frame[3] == 0x3E && frame.count > 8))
        }
    }

    @Test(arguments: [Model.m8, .m8t, .f9t, .m10])
    func `the systems named are used and no others, QZSS beside GPS`(model: Model) {
        let done = configure(SimulatedUBlox(model), [.gps, .galileo])
        #expect(done.receiver.systemsInUse == [.gps, .qzss, .galileo])
        #expect(done.report.entries.first?.result == .set)
        #expect(systemOrders(done).count == 1)
        #expect(done.report.outcome == .done)
    }

    @Test(arguments: [Model.m8, .f9t])
    func `without GPS there is no QZSS, and SBAS only where it is named`(model: Model) {
        #expect(configure(SimulatedUBlox(model), [.galileo, .qzss]).receiver.systemsInUse == [.galileo])
        #expect(configure(SimulatedUBlox(model), [.gps, .sbas]).receiver.systemsInUse == [.gps, .sbas, .qzss])
    }

    @Test(arguments: [Model.six, .m8, .m8t, .m8p, .f9t, .m10])
    func `where none are named nothing is asked or told`(model: Model) {
        let done = configure(SimulatedUBlox(model), nil)
        #expect(!done.report.entries.contains { ["CFG-SIGNAL", "CFG-GNSS"].contains($0.setting.name) })
        #expect(!done.written.contains { $0[2] == 0x06 && $0[3] == 0x3E } && systemOrders(done).isEmpty)
        #expect(done.receiver.systems == SimulatedUBlox(model).systems)
    }

    @Test(arguments: [Model.m8, .f9t])
    func `what is so already is not written, today or tomorrow`(model: Model) {
        let asItComes = configure(SimulatedUBlox(model), [.gps, .sbas, .qzss, .glonass])
        #expect(asItComes.report.entries.first?.result == .wasSo && systemOrders(asItComes).isEmpty)
        let again = configure(configure(SimulatedUBlox(model), [.gps, .beidou]).receiver, [.gps, .beidou])
        #expect(again.report.entries.first?.result == .wasSo && again.orders.isEmpty)
    }

    @Test(arguments: [Model.m8, .f9t])
    func `a dry run tells of it and leaves it`(model: Model) {
        let done = configure(SimulatedUBlox(model), [.gps, .beidou], isDryRun: true)
        #expect(done.report.entries.first?.result == .wouldSet && systemOrders(done).isEmpty)
        #expect(done.report.entries.first?.sentence.hasSuffix("would be set.") == true)
        #expect(done.receiver.systemsInUse == [.gps, .sbas, .qzss, .glonass])
    }

    @Test(arguments: [Model.m8t, .f9t])
    func `it comes first, and the receiver is left in peace for half a second afterwards`(model: Model) throws {
        let done = configure(SimulatedUBlox(model), [.gps, .galileo])
        let place = try #require(done.written.firstIndex { systemOrders(done).contains($0) })
        #expect(!done.written[..<place].contains { $0[3] == 0x8A })
        #expect(done.times[place + 1] - done.times[place] > 0.5)
        #expect(done.report.entries.dropFirst().allSatisfy { $0.result == .set || $0.result == .wasSo })
    }

    @Test func `only the switches are altered, and the channels that a system must have`() {
        var receiver = SimulatedUBlox(.m8)
        receiver.systems.blocks[2] = .init(gnssId: 2, resTrkCh: 1, maxTrkCh: 2, flags: 0x0400_0000)
        receiver.systems.blocks[3].flags = 0x0003_0000
        let before = receiver.systems
        let after = configure(receiver, [.gps, .galileo, .beidou, .sbas]).receiver.systems
        #expect(after.numTrkChUse == before.numTrkChUse && after.blocks.count == before.blocks.count)
        #expect(after.blocks[0] == before.blocks[0] && after.blocks[1] == before.blocks[1])
        #expect(after.blocks[2] == .init(gnssId: 2, resTrkCh: 1, maxTrkCh: 4, flags: 0x0401_0001))
        #expect(after.blocks[3].flags == 0x0003_0001 && after.blocks[3].maxTrkCh == 16)
        #expect(after.blocks[4] == before.blocks[4], "IMES is nobody's choice")
        #expect(after.blocks[6].flags == 0x0001_0000)
    }

    @Test(arguments: [Model.m8, .m10])
    func `a refusal leaves the receiver as it is, is told, and remembered`(model: Model) throws {
        var few = model
        few.mostMajors = 2
        let wanted: Constellations = [.gps, .galileo, .beidou, .glonass]
        let first = configure(SimulatedUBlox(few), wanted)
        #expect(first.report.entries.first?.result == .refused)
        #expect(first.receiver.systemsInUse == SimulatedUBlox(few).systemsInUse)
        #expect(first.report.entries.count { $0.result == .refused } == 1)
        let memory = try #require(ReceiverMemory(text: first.configurator.memory?.text ?? ""))
        let second = configure(first.receiver, wanted, memories: [memory])
        #expect(second.report.entries.first?.result == .refused && systemOrders(second).isEmpty)
        let other = configure(first.receiver, [.gps, .galileo], memories: [memory])
        #expect(other.receiver.systemsInUse == [.gps, .qzss, .galileo], "another choice is tried")
    }

    @Test func `a u-blox 6 is not asked, and it is said why`() {
        let done = configure(SimulatedUBlox(.six), [.gps])
        #expect(done.results(of: "CFG-GNSS") == [.left("u-blox 6 and older cannot be told")])
        #expect(!done.written.contains { $0[2] == 0x06 && $0[3] == 0x3E })
        #expect(done.report.outcome == .done && done.receiver.rates[.navSol] == 1)
    }

    @Test func `what a receiver does not have is told, and the rest of it set by one order`() throws {
        let old = configure(SimulatedUBlox(.m8p), [.gps, .galileo, .beidou])
        #expect(old.results(of: "CFG-GNSS") == [.refused, .set])
        #expect(old.report.entries.first?.setting.values == "Galileo")
        #expect(old.receiver.systemsInUse == [.gps, .qzss, .beidou])

        var model = Model.f9t
        model.systems = [.gps, .galileo, .glonass]
        let first = configure(SimulatedUBlox(model), [.gps, .galileo])
        #expect(first.results(of: "CFG-SIGNAL") == [.refused, .refused, .refused, .set])
        #expect(first.receiver.systemsInUse == [.gps, .galileo] && systemOrders(first).count == 1)
        let memory = try #require(first.configurator.memory)
        let second = configure(first.receiver, [.gps, .galileo], memories: [memory])
        #expect(second.results(of: "CFG-SIGNAL") == [.refused, .refused, .refused, .wasSo])
        let questions = second.written.filter { $0[3] == 0x8B && Array($0[12...13]) == [0x31, 0x10] }
        #expect(questions.count == 1, "what it does not have is not asked for again")
    }

    @Test(arguments: [Model.m8p, .f9t])
    func `the last system is never switched off`(model: Model) {
        var without = model
        without.systems = [.gps, .qzss, .glonass]
        let done = configure(SimulatedUBlox(without), [.galileo])
        let last = done.report.entries.last { ["CFG-SIGNAL", "CFG-GNSS"].contains($0.setting.name) }
        #expect(last?.result == .left("none of the systems wished for is to be had"))
        #expect(systemOrders(done).isEmpty)
        #expect(done.report.outcome == .done)
    }

    @Test(
        arguments: [Model.m8, .f9t], [SimulatedUBlox.Manner.refusing, .garbling, .forgetful, .deaf, .dying(after: 5)])
    func `whatever it answers comes to an end`(model: Model, manner: SimulatedUBlox.Manner) {
        let done = configure(SimulatedUBlox(model, manner: manner), [.gps, .galileo])
        #expect(done.report.outcome != .underWay && done.seconds < 90)
        if case .forgetful = manner { #expect(done.receiver.systemsInUse == [.gps, .qzss, .galileo]) }
    }

    @Test func `a plan says what it is for`() {
        var options = ConfigurationOptions()
        options.constellations = [.gps, .galileo]
        let identity = ReceiverIdentity(Model.m8.version)
        let lines = ConfigurationPlan(for: identity, link: ReceiverLink(baud: 9600), options: options).lines
        #expect(
            lines.first?.hasPrefix("CFG-GNSS: GPS, Galileo, QZSS (the settings name these and no others;") == true
                && lines.first?.contains("receiver reset") == true)
        let keyed = ReceiverIdentity(Model.f9t.version)
        let line = ConfigurationPlan(for: keyed, link: ReceiverLink(baud: 9600), options: options).lines.first
        #expect(line?.contains("CFG-SIGNAL-GPS_ENA = 1, CFG-SIGNAL-SBAS_ENA = 0, CFG-SIGNAL-GAL_ENA = 1") == true)
    }
}
