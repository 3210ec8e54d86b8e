// SPDX-License-Identifier: Apache-2.0

import GNSS
import SimulatedUBlox
import Testing
import TimeBase

struct ConfiguratorTests {
    private func configure(
        _ receiver: SimulatedUBlox, baud: UInt32 = 9600, options: ConfigurationOptions = .init(),
        port: ReceiverLink.Port? = nil, memories: [ReceiverMemory] = []
    ) -> Dialogue {
        var dialogue = Dialogue(receiver, baud: baud, options: options, port: port, memories: memories)
        dialogue.run()
        return dialogue
    }

    @Test func `an M8 is told by a message for each matter, and has it all then`() {
        let done = configure(SimulatedUBlox(.m8))
        #expect(done.report.outcome == .done)
        #expect(done.report.identity?.uniqueID == "123456789a")
        #expect(done.report.entries.allSatisfy { $0.result == .set })
        let receiver = done.receiver
        #expect(receiver.rate.measRate == 1000)
        #expect(receiver.rates[.navPVT] == 1 && receiver.rates[.timTP] == 1 && receiver.rates[.navEOE] == 1)
        #expect(!receiver.port.outputsNMEA && receiver.port.outputsUBX && receiver.port.mode == 0x8D0)
        #expect(receiver.navigation.dynModel == 2)
        #expect(receiver.timeMode.timeMode == 0, "a receiver that is not for timing needs no survey")
        #expect(done.seconds < 10)
    }

    @Test func `the pulse comes once a second, rising on UTC, only when locked, and its delays stay`() {
        let pulse = configure(SimulatedUBlox(.m8)).receiver.pulse
        #expect(pulse.freqPeriodLock == 1_000_000 && pulse.pulseLenRatioLock == 100_000 && pulse.pulseLenRatio == 0)
        #expect(pulse.flags & 0x7FF == 0b000_0111_0111)
        #expect(pulse.antCableDelay == 50)
        var options = ConfigurationOptions()
        options.grid = .gps
        #expect(configure(SimulatedUBlox(.m8), options: options).receiver.pulse.flags & 0x780 == 0x080)
    }

    @Test func `a timing M8 surveys its place`() {
        let mode = configure(SimulatedUBlox(.m8t)).receiver.timeMode
        #expect(mode.timeMode == 1 && mode.svinMinDur == 1200 && mode.svinAccLimit == 3000)
    }

    @Test func `a fixed position that somebody entered is left`() {
        var receiver = SimulatedUBlox(.m8t)
        receiver.timeMode.timeMode = 2
        receiver.timeMode.ecefXOrLat = 4_717_114
        let done = configure(receiver)
        #expect(done.results(of: "CFG-TMODE2") == [.left("a fixed position is set")])
        #expect(done.receiver.timeMode == receiver.timeMode)
    }

    @Test func `an F9T is told by keys, in RAM and in battery-backed memory`() {
        let done = configure(SimulatedUBlox(.f9t, baud: 38_400), baud: 38_400)
        #expect(done.report.outcome == .done)
        #expect(done.report.entries.allSatisfy { $0.result == .set || $0.result == .wasSo })
        let values = done.receiver.values
        #expect(values[0x3021_0001] == 1000 && values[0x2091_0007] == 1 && values[0x2091_017E] == 1)
        #expect(values[0x1074_0002] == 0 && values[0x2011_0021] == 2)
        #expect(values[0x4005_0005] == 100_000 && values[0x1005_000B] == 1 && values[0x2005_000C] ?? 0 == 0)
        #expect(values[0x2003_0001] == 1 && values[0x4003_0010] == 1200 && values[0x4003_0011] == 30_000)
        #expect(done.orders.allSatisfy { $0 == .cfgValSet })
        let layers = done.written.filter { $0[3] == 0x8A }.map { $0[7] }
        #expect(layers.allSatisfy { $0 == 3 })
    }

    @Test func `on USB the keys are USB's, and the receiver need not be asked`() {
        let done = configure(SimulatedUBlox(.f9t, port: 3), baud: 0, port: .usb)
        #expect(done.receiver.values[0x2091_0009] == 1 && done.receiver.values[0x2091_0007] == nil)
        #expect(!done.written.contains { $0[2] == 0x06 && $0[3] == 0x00 })
        // And the second UART of one that is asked.
        #expect(configure(SimulatedUBlox(.f9t, port: 2)).receiver.values[0x2091_0008] == 1)
    }

    @Test func `generation 10 knows no deprecated messages and is told by keys alone`() {
        let done = configure(SimulatedUBlox(.m10, baud: 9600))
        #expect(done.report.outcome == .done && done.report.identity?.uniqueID == "440000000001")
        #expect(done.receiver.values[0x2091_0007] == 1)
        #expect(done.results(of: "CFG-TMODE").isEmpty)
    }

    @Test func `a u-blox 6 gets the messages that it has`() {
        let done = configure(SimulatedUBlox(.six))
        #expect(done.report.outcome == .done)
        #expect(done.receiver.rates[.navSol] == 1 && done.receiver.rates[.navTimeUTC] == 1)
        #expect(done.receiver.rates[.navSVInfo] != nil && done.receiver.rates[.navPVT] == nil)
        #expect(done.results(of: "CFG-TMODE2") == [.refused])
        #expect(done.receiver.pulse.flags & 0x80 == 0)
    }

    @Test(arguments: [SimulatedUBlox.Model.six, .m8, .m8t, .m8p, .f9t, .m10])
    func `what is so already is not written again`(model: SimulatedUBlox.Model) {
        let first = configure(SimulatedUBlox(model))
        let second = configure(first.receiver)
        #expect(second.orders.isEmpty)
        #expect(!second.report.entries.isEmpty)
        #expect(second.report.entries.allSatisfy { $0.result == .wasSo || $0.result == .refused })
    }

    @Test(arguments: [SimulatedUBlox.Model.six, .m8t, .f9t])
    func `a dry run tells what would be sent and changes nothing`(model: SimulatedUBlox.Model) {
        var options = ConfigurationOptions()
        options.isDryRun = true
        let done = configure(SimulatedUBlox(model), options: options)
        #expect(done.orders.isEmpty && done.receiver.taken.isEmpty)
        #expect(done.report.outcome == .done && done.report.count { $0 == .wouldSet } > 8)
        #expect(done.configurator.memory == nil)
        #expect(done.report.sentences.contains { $0.contains("would be set") })
    }

    @Test func `a mute receiver is asked three times for its version and then left alone`() {
        let done = configure(SimulatedUBlox(.m8, manner: .deaf))
        #expect(done.report.outcome == .noUBlox)
        #expect(done.written == [[UInt8]](repeating: [0xB5, 0x62, 0x0A, 0x04, 0, 0, 0x0E, 0x34], count: 3))
        #expect(done.seconds < 5)
        #expect(done.report.summary == "The receiver does not answer as a u-blox does; it is used as it is.")
    }

    @Test(arguments: [SimulatedUBlox.Model.m8t, .f9t])
    func `a receiver that refuses everything is used as it is, with its NMEA`(model: SimulatedUBlox.Model) {
        let done = configure(SimulatedUBlox(model, manner: .refusing))
        #expect(done.report.outcome == .done)
        #expect(done.receiver.taken.isEmpty)
        let isRefusedOrLeft = done.report.entries.allSatisfy {
            if case .left = $0.result { true } else { $0.result == .refused }
        }
        #expect(isRefusedOrLeft)
        #expect(done.report.sentences.contains { $0.contains("a message that replaces it is not to be had") })
    }

    @Test(arguments: [SimulatedUBlox.Model.m8t, .f9t])
    func `answers that mean nothing lead to no order`(model: SimulatedUBlox.Model) {
        let done = configure(SimulatedUBlox(model, manner: .garbling))
        #expect(done.report.outcome == .brokeOff)
        #expect(done.receiver.taken.isEmpty)
        #expect(done.seconds < 60)
    }

    @Test(arguments: [SimulatedUBlox.Model.six, .m8t, .f9t])
    func `a line that loses every other question costs time and nothing else`(model: SimulatedUBlox.Model) {
        var done = configure(SimulatedUBlox(model, manner: .forgetful))
        #expect(done.report.outcome == .done)
        done.receiver.manner = .ordinary
        let again = configure(done.receiver)
        #expect(again.orders.isEmpty)
    }

    @Test(arguments: [3, 7, 12, 20])
    func `a receiver that goes away in the middle is given up within seconds`(after: Int) {
        let done = configure(SimulatedUBlox(.m8t, manner: .dying(after: after)))
        #expect(done.report.outcome == .brokeOff)
        #expect(done.seconds < 40)
        #expect(done.configurator.memory == nil)
    }

    @Test func `one unknown message is told, and the rest goes on`() {
        var model = SimulatedUBlox.Model.m8
        model.unknownMessages = [.navTimeLS]
        let done = configure(SimulatedUBlox(model))
        let refused = done.report.entries.filter { $0.result == .refused }
        #expect(refused.map(\.setting.values) == ["NAV-TIMELS rate = 1"])
        #expect(refused.first?.sentence.hasSuffix("not supported.") == true)
        #expect(done.receiver.rates[.navSat] != nil && !done.receiver.port.outputsNMEA)
    }

    @Test func `one unknown key does not spoil those that are told with it`() {
        var model = SimulatedUBlox.Model.f9t
        model.unknownKeys = [0x2005_0030]
        let done = configure(SimulatedUBlox(model))
        let refused = done.report.entries.filter { $0.result == .refused }
        #expect(refused.map(\.setting.values) == ["CFG-TP-PULSE_LENGTH_DEF = 1"])
        #expect(done.receiver.values[0x4005_0005] == 100_000)
    }

    @Test func `what a receiver refused is remembered for its software and not tried again`() throws {
        var model = SimulatedUBlox.Model.f9t
        model.unknownKeys = [0x2091_0061]
        let first = configure(SimulatedUBlox(model))
        let memory = try #require(first.configurator.memory)
        #expect(memory.key == "3300000001" && memory.refused == ["CFG-MSGOUT: CFG-MSGOUT-UBX_NAV_TIMELS_UART1 = 1"])
        let second = configure(first.receiver, memories: [memory])
        #expect(second.written.count == first.written.count { $0[3] != 0x8A } - 1)
        #expect(second.report.count { $0 == .refused } == 1)
        var older = memory
        older.firmware = "another"
        #expect(configure(first.receiver, memories: [older]).written.count == second.written.count + 1)
    }
}
