// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups
import Testing

@testable import Operations

@Suite struct `Backups on the appliance` {
    private static let phrase = "correct horse"

    @Test func `are made, listed, restored on trial, and kept with their parts`() async throws {
        let bench = ConfigBench("deny: [10.0.0.0/8]\n")
        #expect(try await bench.text("config backups").hasPrefix("No backup is kept here"))
        #expect(
            try await bench.text("config save before-move", secret: Self.phrase).hasPrefix(
                "The backup before-move is made: settings, users."))
        #expect(try await bench.text("config backups").hasPrefix("before-move  2016-12-31T23:59:50.000Z gnomon 0"))
        #expect(bench.files.memory.all.keys.contains("/var/lib/gnomon/backups/before-move.backup"))
        #expect(bench.desk.hints(for: "config restore ", as: .admin).map(\.word).contains("before-move"))
        bench.part.become("bob")
        _ = try await bench.text("config unset deny")
        _ = try await bench.text("config commit")
        let told = try await bench.text("config restore before-move", secret: Self.phrase)
        #expect(
            told.replacing("\n", with: " ").contains("in force, on trial: settings, users.")
                && told.contains("deny: [] -> [10.0.0.0/8]"))
        #expect(told.contains("undone in 5 min 0 s") && bench.part.tried == "ada" && bench.part.kept == "bob")
        #expect(
            try await bench.text("config commit")
                == "What was on trial is kept, as version 3. With it from the backup: users.")
        #expect(bench.part.kept == "ada" && bench.onDisk == "deny: [10.0.0.0/8]\n")
        #expect(!bench.journal.texts.joined().contains(Self.phrase))
    }

    @Test func `are undone with their parts`() async throws {
        let bench = ConfigBench()
        _ = try await bench.text("config save a", secret: Self.phrase)
        bench.part.become("bob")
        _ = try await bench.text("config restore a", secret: Self.phrase)
        _ = try await bench.text("config rollback")
        #expect(bench.part.tried == nil && bench.part.kept == "bob")
    }

    @Test func `are opened by their passphrase only`() async throws {
        let bench = ConfigBench()
        _ = try await bench.text("config save a", secret: Self.phrase)
        #expect(
            await bench.refusal("config restore a", secret: "wrong horse 1")
                == "the passphrase is wrong, or the file was altered")
        #expect(await bench.refusal("config save b", secret: "short").contains("at least 8 octets"))
    }

    @Test(arguments: ["../a", "a/b", ".a", "-a", "\"\"", "\"a b\"", String(repeating: "a", count: 65), "ä"])
    func `have names that are no paths`(_ name: String) async {
        let bench = ConfigBench()
        for line in ["config save \(name)", "config restore \(name)", "config backups remove \(name)"] {
            let reason = await bench.refusal(line, secret: Self.phrase)
            #expect(reason.contains("will not do") || reason.contains("has no option"), "\(reason)")
        }
        #expect(!bench.files.memory.all.keys.contains { $0.hasSuffix(".backup") })
    }

    @Test func `tell of a full disk, of names that are taken and of none`() async throws {
        let bench = ConfigBench()
        #expect(await bench.refusal("config restore a", secret: Self.phrase) == "there is no backup 'a', nor any other")
        _ = try await bench.text("config save a", secret: Self.phrase)
        #expect(await bench.refusal("config save a", secret: Self.phrase).hasPrefix("there is a backup 'a' already"))
        #expect(await bench.refusal("config restore b", secret: Self.phrase) == "there is no backup 'b'; there are a")
        bench.files.fill()
        #expect(await bench.refusal("config save c", secret: Self.phrase).hasSuffix("c.backup: the disk is full"))
        let removed = try await bench.text("config backups remove a")
        #expect(removed == "The backup a is removed.")
        #expect(try await bench.text("config backups").hasPrefix("No backup is kept here"))
        #expect(
            await ConfigBench(hasRestorer: false).refusal("config save a", secret: Self.phrase)
                == "this appliance makes and restores no backups")
    }
}
