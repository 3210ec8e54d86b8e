// SPDX-License-Identifier: Apache-2.0

import GNSS
import SimulatedUBlox
import Testing

struct PreciseSurveyTests {
    private func configure(_ receiver: SimulatedUBlox, options: ConfigurationOptions = .init()) -> Dialogue {
        var dialogue = Dialogue(receiver, baud: 38_400, options: options)
        dialogue.run()
        return dialogue
    }

    @Test func `an M8P surveys its place by CFG-TMODE3, and is not asked for TMODE2`() {
        let done = configure(SimulatedUBlox(.m8p))
        let mode = done.receiver.preciseTimeMode
        #expect(mode.mode == 1 && mode.svinMinDur == 1200 && mode.svinAccLimit == 30_000)
        #expect(done.results(of: "CFG-TMODE3") == [.set] && done.results(of: "CFG-TMODE2").isEmpty)
        #expect(done.receiver.rates[.navSVIN] == 1 && done.receiver.rates[.timSVIN] == nil)
        let again = configure(done.receiver)
        #expect(again.results(of: "CFG-TMODE3") == [.wasSo] && again.orders.isEmpty)
    }

    @Test func `a position that somebody entered is left`() {
        var receiver = SimulatedUBlox(.m8p)
        (receiver.preciseTimeMode.mode, receiver.preciseTimeMode.ecefXOrLat) = (2, 4_717_114)
        let done = configure(receiver)
        #expect(done.results(of: "CFG-TMODE3") == [.left("a fixed position is set")])
        #expect(done.receiver.preciseTimeMode == receiver.preciseTimeMode)
    }

    @Test func `a rover, which has no time mode, says so`() {
        var model = SimulatedUBlox.Model.m8p
        model.isHighPrecision = false
        let done = configure(SimulatedUBlox(model))
        #expect(done.results(of: "CFG-TMODE3") == [.refused] && done.report.outcome == .done)
    }

    @Test func `a dry run leaves it, and none is wanted without a survey`() {
        var options = ConfigurationOptions()
        options.isDryRun = true
        let dry = configure(SimulatedUBlox(.m8p), options: options)
        #expect(dry.results(of: "CFG-TMODE3") == [.wouldSet] && dry.receiver.preciseTimeMode.mode == 0)
        options.survey = nil
        #expect(configure(SimulatedUBlox(.m8p), options: options).results(of: "CFG-TMODE3").isEmpty)
    }

    @Test func `an accuracy beyond what the field holds is the largest that it holds`() {
        var options = ConfigurationOptions()
        options.survey = .init(seconds: 60, accuracy: .max)
        #expect(configure(SimulatedUBlox(.m8p), options: options).receiver.preciseTimeMode.svinAccLimit == .max)
        #expect(configure(SimulatedUBlox(.f9t), options: options).receiver.values[0x4003_0011] == UInt64(UInt32.max))
    }
}
