// SPDX-License-Identifier: Apache-2.0

import GNSS
import SimulatedUBlox
import Testing

struct PlanTests {
    private func identity(_ model: SimulatedUBlox.Model) -> ReceiverIdentity { ReceiverIdentity(model.version) }

    private func budget(_ model: SimulatedUBlox.Model, _ baud: UInt32) -> [String: UInt8] {
        let plan = ConfigurationPlan(for: identity(model), link: ReceiverLink(baud: baud))
        return [String: UInt8](uniqueKeysWithValues: plan.budget.shares.map { ($0.wish.name, $0.interval) })
    }

    @Test(arguments: SpeedSearch.likely, [SimulatedUBlox.Model.six, .m8, .m8t, .m8p, .f9t, .m10])
    func `what is asked for fits on the line, and what is needed is always asked for`(
        baud: UInt32, model: SimulatedUBlox.Model
    ) {
        let plan = ConfigurationPlan(for: identity(model), link: ReceiverLink(baud: baud))
        #expect(plan.budget.fits)
        #expect(plan.budget.average * 10 * 10 <= Int(baud) * 7)
        #expect(plan.budget.shares.allSatisfy { !$0.wish.isNeeded || $0.interval > 0 })
    }

    @Test func `a slow line has satellites rarely, a very slow one not at all, a fast one every second`() {
        #expect(budget(.f9t, 9600)["NAV-SAT"] == 5)
        #expect(budget(.f9t, 4800)["NAV-SAT"] == 0)
        #expect(budget(.m8, 4800)["NAV-SAT"] == 0)
        #expect(budget(.m8, 4800)["NAV-PVT"] == 1)
        #expect(budget(.f9t, 38_400)["NAV-SAT"] == 1)
        #expect(budget(.f9t, 0)["NAV-SAT"] == 1)
        #expect(budget(.six, 9600)["NAV-SVINFO"] == 1)
    }

    @Test func `NMEA that stays takes its part of the line`() {
        var options = ConfigurationOptions()
        options.keepsNMEA = true
        let link = ReceiverLink(baud: 19_200)
        let beside = ConfigurationPlan(for: identity(.f9t), link: link, options: options)
        let alone = ConfigurationPlan(for: identity(.f9t), link: link)
        #expect(beside.budget.average > 550 && beside.budget.fits)
        #expect(beside.settings.count == alone.settings.count - 1)
    }

    @Test func `a plan can be read: message, key and value, and why`() {
        let lines = ConfigurationPlan(for: identity(.f9t), link: ReceiverLink(baud: 38_400)).lines
        #expect(
            lines.first
                == "CFG-RATE: CFG-RATE-MEAS = 1000, CFG-RATE-NAV = 1 (one solution a second)")
        #expect(lines.contains("CFG-MSGOUT: CFG-MSGOUT-UBX_NAV_PVT_UART1 = 1 (time, fix and position)"))
        let old = ConfigurationPlan(for: identity(.m8t), link: ReceiverLink(baud: 4800)).lines
        #expect(old.contains("CFG-MSG: NAV-SAT rate = 0 (the satellites in view; does not fit on the line)"))
        #expect(
            old.last == "CFG-TMODE2: timeMode = 1 (survey-in), svinMinDur = 1200 s, svinAccLimit = 3000 mm "
                + "(a timing receiver that knows its place needs fewer satellites)")
    }

    @Test func `what a receiver says of itself`() throws {
        let timing = identity(.f9t)
        #expect(timing.text == "u-blox ZED-F9T, TIM 2.20, protocol 29.20")
        #expect(timing.hasKeys && timing.isForTiming == true && timing.key == "00190000/EXT CORE 1.00 (092837)")
        let old = identity(.six)
        #expect(old.stated == nil && old.isForTiming == nil && !old.hasKeys && old.text == "u-blox, 7.03 (45969)")
        let captured: MonVer = try read(Golden.monVer)
        let frequency = ReceiverIdentity(captured)
        #expect(frequency.stated == ProtocolVersion(16) && frequency.model == "LEA-M8F-0")
        #expect(frequency.firmware == "FTS 1.01" && frequency.isForTiming == true)
    }

    @Test(arguments: ["", "27", "27.", ".1", "a.b", "-1.0", "27.1.1", "9999.0", "18446744073709551616.0"])
    func `what is no protocol version`(text: String) {
        #expect(ProtocolVersion(text: text) == nil)
    }

    @Test func `protocol versions compare as numbers`() {
        #expect(
            ProtocolVersion(9, 50) < ProtocolVersion(27, 11) && ProtocolVersion(text: "18.00") == ProtocolVersion(18))
    }
}
