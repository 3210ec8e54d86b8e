// SPDX-License-Identifier: Apache-2.0

import Appliance
import Testing

@testable import Operations

@Suite struct `Calibrating the pulse` {
    private let wide = TextStyle(columns: 200)

    @Test(
        arguments: [
            // 30 m / (0.66 · 0.299792458 m/ns)
            ("--length 30", 151.62), ("--length 30 --velocity 0.85", 117.73), ("--ns 52.5", 52.5),
            ("--length 0", 0), ("--length 1 --velocity 1", 3.34),
        ])
    func `a cable's delay follows from its length and its velocity`(words: String, delay: Double) throws {
        #expect(try Calibration.delay(by: CommandCall(parsing: "calibrate cable-delay " + words)).0 == delay)
    }

    @Test(
        arguments: [
            ("", "say either --length METRES, perhaps with --velocity, or --ns NANOSECONDS"),
            ("--ns 5 --length 1", "--ns says it all; leave --length and --velocity out"),
            ("--velocity 0.8", "--velocity is of no use without --length"),
        ])
    func `words that do not say one thing are refused`(words: String, reason: String) async throws {
        try await withDesk { desk, _, _ in
            #expect(await desk.refusal("calibrate cable-delay " + words) == CommandRefusal(.usage, reason))
        }
    }

    @Test func `the delay is kept in the configuration, and told with how it was computed`() async throws {
        try await withDesk { desk, journal, _ in
            let text = try await desk.text("calibrate cable-delay --length 30", in: wide)
            #expect(text.contains("30.0 m of cable, in which a signal has 0.66 of light's velocity, take 151.62 ns."))
            #expect(text.contains("pulse.cableDelayNs was 0 ns and is 151.62 ns now (version 2)."))
            #expect(text.contains("'restart' does that"))
            #expect(desk.means.store.settings.pulse.cableDelayNs == 151.62)
            #expect(try desk.means.store.versions().first?.comment.hasPrefix("calibrated: 30.0 m of cable") == true)
            let again = try await desk.text("calibrate cable-delay --length 30", in: wide)
            #expect(again.contains("is 151.62 ns already; nothing was changed."))
            #expect(journal.texts.count == 2)
        }
    }

    @Test func `a bias adds to what was taken out before, with its sign`() async throws {
        try await withDesk { desk, _, _ in
            _ = try await desk.text("calibrate bias 42")
            #expect(desk.means.store.settings.pulse.biasNs == 42)
            let text = try await desk.text("calibrate bias -2.5", in: wide)
            #expect(text.contains("Our pulse comes early, by 2.5 ns as measured; 42 ns had been taken out before."))
            #expect(desk.means.store.settings.pulse.biasNs == 39.5 && desk.means.store.settings.pulse.cableDelayNs == 0)
            #expect(await desk.refusal("calibrate bias 100000")?.kind == .usage)
        }
    }

    @Test func `what is on trial is not disturbed`() async throws {
        try await withDesk { desk, _, _ in
            let (store, now) = (desk.means.store, desk.means.moment)
            try store.propose(
                SettingsProposal(
                    text: Array("pulse: {cableDelayNs: 7}\n".utf8), by: CommandCaller.eve.author, ifVersion: nil,
                    confirmWithin: .seconds(60)), at: now)
            #expect(await desk.refusal("calibrate bias 1")?.reason.contains("waits to be confirmed") == true)
        }
    }
}
