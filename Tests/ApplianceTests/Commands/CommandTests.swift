// SPDX-License-Identifier: Apache-2.0

import Board
import StillAppliance
import Testing

@testable import Appliance

@Suite struct `A command line` {
    @Test(arguments: [
        ("status", Command.status), ("  satellites \r", .satellites), ("alarms", .alarms), ("sources", .sources),
        ("receiver", .receiver), ("ntp", .ntp), ("help", .help), ("version", .version),
        ("reacquire", .ask(.reacquire)), ("scene  lose-sky", .scene("lose-sky")),
        ("acknowledge pulse-lost", .acknowledge("pulse-lost")),
    ])
    func `means one thing`(_ line: String, _ command: Command) throws {
        #expect(try Command(parsing: line) == command)
    }

    @Test(arguments: [
        ("", "a command is missing; try 'help'"),
        ("statsu", "there is no command 'statsu'; did you mean 'status'?"),
        ("rm", "there is no command 'rm'; try 'help'"),
        ("status now", "write 'status'"),
        ("scene", "write 'scene NAME'"),
        ("scene a b", "write 'scene NAME'"),
        ("\u{1B}[2J", "there is no command '\u{FFFD}[2J'; try 'help'"),
    ])
    func `that means nothing is refused with advice`(_ line: String, _ reason: String) {
        #expect(throws: CommandRefusal(.usage, reason)) { try Command(parsing: line) }
    }

    @Test func `that only looks is told from one that does`() throws {
        #expect(Command.status.isHarmless && !Command.ask(.reacquire).isHarmless && !Command.scene("x").isHarmless)
        #expect(!Command.acknowledge("x").isHarmless)
    }

    @Test func `reaches the appliance`() throws {
        let appliance = StillAppliance(.locked)
        _ = try appliance.perform(Command(parsing: "reacquire"))
        _ = try appliance.perform(Command(parsing: "scene unplug"))
        #expect(appliance.wishes == ["reacquire", "scene unplug"])
        #expect(throws: CommandRefusal(.unavailable, "nobody watches the alarms here")) {
            try appliance.perform(Command(parsing: "acknowledge pulse-lost"))
        }
    }

    @Test func `for a scene that is not there is refused`() {
        #expect(throws: CommandRefusal(.usage, "there is no scene 'rain'; there are lose-sky, unplug")) {
            try StillAppliance(.locked).perform(.scene("rain"))
        }
        #expect(throws: CommandRefusal(.unavailable, "only the simulated board plays scenes")) {
            try StillAppliance(.locked, scenes: []).perform(.scene("rain"))
        }
    }

    @Test(arguments: [Command.help, .status, .satellites, .sources, .alarms, .receiver, .ntp, .version])
    func `is answered with a report`(_ command: Command) throws {
        let text = String(decoding: try ReportJSON.line(StillAppliance(.locked).perform(command)), as: UTF8.self)
        #expect(text.hasPrefix("{") && text.hasSuffix("}") && text.count > 10)
    }
}
