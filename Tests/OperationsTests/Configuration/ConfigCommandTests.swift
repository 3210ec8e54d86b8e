// SPDX-License-Identifier: Apache-2.0

import Appliance
import Testing

@testable import Operations

@Suite struct `The commands on the configuration` {
    private static let text = "# Ours\nclock:\n  step: never # never\n"

    @Test func `set, show, tell and commit`() async throws {
        let bench = ConfigBench(Self.text)
        #expect(try await bench.text("config diff") == "Nothing waits to be committed.")
        #expect(
            try await bench.text("config set allow [10.0.0.0/8]") == """
                allow: by default -> [10.0.0.0/8]
                Nothing of it is in force before 'config commit'.
                """)
        _ = try await bench.text("config set clock.step start")
        #expect(try await bench.text("config show") == Self.text)
        #expect(
            try await bench.text("config show --candidate")
                == "# Ours\nclock:\n  step: start # never\nallow: [10.0.0.0/8]\n")
        #expect(
            try await bench.text("config diff") == """
                The candidate is by eve, begun 2016-12-31T23:59:50.000Z, made from version 1.
                  clock.step: never -> start (restart)
                  allow: [] -> [10.0.0.0/8]
                """)
        #expect(
            try await bench.text("config commit") == """
                The candidate is in force, as version 2.
                  clock.step: never -> start (restart)
                  allow: [] -> [10.0.0.0/8]
                In force only after the next start: clock.step.
                """)
        #expect(bench.onDisk == "# Ours\nclock:\n  step: start # never\nallow: [10.0.0.0/8]\n")
        #expect(
            bench.journal.texts == [
                "eve from a test: command: config set allow [10.0.0.0/8]",
                "eve from a test: command: config set clock.step start", "eve from a test: command: config commit",
            ])
    }

    @Test func `show what holds of a key, by default too`() async throws {
        let bench = ConfigBench(Self.text)
        let shown = try await bench.text("config show clock")
        #expect(shown.contains("clock.step: never\n") && shown.contains("clock.kind: virtual  # by default\n"))
        #expect(try await bench.text("config show clock.step") == "clock.step: never")
        #expect(
            await bench.refusal("config show clock.stop") == "there is no key 'clock.stop'; did you mean 'clock.step'?")
        #expect(try await ConfigBench().text("config show").hasPrefix("The configuration is empty"))
    }

    @Test func `put on trial, keep, and undo`() async throws {
        let bench = ConfigBench(Self.text)
        _ = try await bench.text("config set allow [10.0.0.0/8]")
        #expect(
            try await bench.text("config commit confirm") == """
                The candidate is in force, on trial.
                  allow: [] -> [10.0.0.0/8]
                On trial by eve: undone in 5 min 0 s unless 'config commit' keeps it.
                """)
        #expect(bench.desk.configurationNotice == "on trial by eve, undone in 300 s unless 'config commit' keeps it")
        #expect(await bench.refusal("config set deny []").contains("a change by eve is on trial, for 300 s yet"))
        #expect(await bench.refusal("config commit confirm 1").contains("'config commit' alone keeps it"))
        #expect(
            try await bench.text("config rollback") == """
                What was on trial is undone. It is the candidate again; 'config rollback' once
                more forgets it.
                  allow: [10.0.0.0/8] -> []
                """)
        #expect(bench.desk.configurationNotice == "a candidate by eve waits for 'config commit'")
        _ = try await bench.text("config commit confirm 2")
        #expect(try await bench.text("config commit", for: .ada) == "What was on trial is kept, as version 2.")
        #expect(bench.desk.configurationNotice == nil && bench.onDisk.hasSuffix("allow: [10.0.0.0/8]\n"))
        #expect(await bench.refusal("config commit").hasPrefix("nothing waits to be committed"))
        #expect(await bench.refusal("config rollback") == "nothing is on trial, and nothing waits to be committed")
    }

    @Test func `tell two people of each other`() async throws {
        let bench = ConfigBench(Self.text)
        _ = try await bench.text("config set allow [10.0.0.0/8]", for: .ada)
        #expect(
            try await bench.text("config unset clock.step").contains(
                "ada (console /dev/ttyS0) edits the candidate too, the last time at"))
        #expect(
            try await bench.text("config rollback") == "The candidate is forgotten. It had changes by ada.")
    }

    @Test func `go back to a version`() async throws {
        let bench = ConfigBench(Self.text)
        _ = try await bench.text("config set allow [10.0.0.0/8]")
        _ = try await bench.text("config commit")
        let versions = try await bench.text("config versions")
        #expect(versions.hasPrefix("* 2  2016-12-31T23:59:50.000Z eve (a test): config commit\n  1  "))
        #expect(try await bench.text("config rollback 1").hasSuffix("  allow: [10.0.0.0/8] -> []"))
        _ = try await bench.text("config commit")
        #expect(bench.onDisk == Self.text)
        #expect(await bench.refusal("config rollback 9") == "there is no version 9, or no more")
        #expect(await bench.refusal("config rollback x") == "version: 'x' is no number; 'config versions' lists them")
    }

    @Test func `say what is not complete`() async throws {
        let bench = ConfigBench()
        let told = try await bench.text("config set alarms.channels.web.kind webhook")
        #expect(
            told == """
                alarms.channels.web.kind: by default -> webhook
                Not complete yet:
                  alarms.channels.web.url: is needed here: where to post to, such as https://example.org/alarms
                Nothing of it is in force before 'config commit'.
                """)
        #expect(
            await bench.refusal("config commit")
                == "the candidate is not complete:\n  alarms.channels.web.url: is needed here: where to post to, such as https://example.org/alarms"
        )
        #expect(
            try await bench.text("config diff").contains("It cannot be committed as it is:\n  alarms.channels.web.url"))
    }

    @Test func `tell secrets neither in an answer nor in the journal`() async throws {
        let bench = ConfigBench("alarms: {channels: {web: {kind: webhook, url: 'https://example.org/x'}}}\n")
        var told = [try await bench.text("config set alarms.channels.web.url https://example.org/SECRET")]
        told.append(await bench.refusal("config set alarms.channels.web.url ftp://example.org/SECRET"))
        told.append(await bench.refusal("config set alarms.channels.web {kind: webhook, url: 'ftp://a/SECRET'}"))
        for line in ["config diff", "config show alarms --candidate", "config commit"] {
            told.append(try await bench.text(line))
        }
        #expect(!told.joined().contains("SECRET") && !bench.journal.texts.joined().contains("SECRET"))
        #expect(told[1].contains("must be the URL to post to") && bench.onDisk.contains("SECRET"))
        let hints = bench.desk.hints(for: "config set alarms.channels.web.url ", as: .admin)
        #expect(!hints.contains { $0.word.contains("SECRET") || $0.about.contains("SECRET") })
    }

    @Test func `suggest keys and values`() async throws {
        let bench = ConfigBench("clock: {step: never}\nptp: {ports: [{interface: eth0}]}\n")
        let keys = bench.desk.hints(for: "config set cl", as: .admin)
        #expect(keys.map(\.word).contains("clock.step") && keys.first { $0.word == "clock.step" }?.about == "never")
        #expect(
            bench.desk.hints(for: "config set ptp.ports[0].pro", as: .admin).map(\.word) == ["ptp.ports[0].profile"])
        let values = bench.desk.hints(for: "config set clock.step ", as: .admin)
        #expect(values.map { "\($0.word): \($0.about)" } == ["never: now", "start: by default"])
        #expect(
            bench.desk.hints(for: "config set panel.activeLow ", as: .admin).map(\.word) == ["true", "false"])
        #expect(bench.desk.hints(for: "config set clock.holdoverSeconds ", as: .admin).map(\.word) == ["86400"])
        #expect(bench.desk.hints(for: "config set cl", as: .operating).isEmpty)
    }
}
