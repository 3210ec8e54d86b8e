// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import FoundationEssentials
import LinuxBoard
import Records
import Testing

@testable import Operations

@Suite(.serialized) struct `The support bundle` {
    /// One of each kind, none of which may come out.
    private static let planted = (
        password: "hunter-of-otters-71", token: "tok-9f3c21d7aa5511", smtp: "smtp-pass-48151623",
        hook: "https://hooks.example.org/services/T00/B00/XyZsecretPath", webhookKey: "whk-0123456789abcdef-key",
        tlsKey: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7", community: "snmp-read-4711",
        passphrase: "correct horse battery staple 99"
    )

    private static func text(in folder: String) -> String {
        """
        management: {users: \(folder)/users.json, tls: {certificate: \(folder)/tls.pem, key: \(folder)/tls.key}}
        alarms:
          channels:
            mail:
              {kind: smtp, server: mail.example.org, from: g@example.org, to: [noc@example.org], user: gnomon,
               passwordFile: \(folder)/smtp.txt}
            hook: {kind: webhook, url: "\(planted.hook)", secretFile: \(folder)/hook.txt}
        """
    }

    private func withBundle(
        _ body: (SupportBundleReport, _ unpacked: String, _ folder: String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-bundle-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let secrets = [
            "users.json": "{\"users\":[{\"name\":\"eve\",\"password\":\"\(Self.planted.password)-hash-of-it\"}]}",
            "tls.key": "-----BEGIN PRIVATE KEY-----\n\(Self.planted.tlsKey)\n-----END PRIVATE KEY-----\n",
            "smtp.txt": Self.planted.smtp + "\n", "hook.txt": Self.planted.webhookKey,
        ]
        for (name, text) in secrets { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
        let settings = try Settings(reading: Array(Self.text(in: folder).utf8), file: "t", board: .simulated)
        try await withDesk(settings: settings) { desk, _, _ in
            var means = desk.means
            means.machine.bundles = folder + "/support"
            // Told by careless programs, in every way that one can think of.
            means.machine.metrics = { "gnomon_up 1\n# \(Self.planted.smtp) \(Self.planted.tlsKey)\n" }
            means.machine.log = {
                [
                    "level=info msg=\"logged in\" token=\(Self.planted.token) user=eve",
                    "{\"level\":\"info\",\"passphrase\":\"\(Self.planted.passphrase)\",\"user\":\"eve\"}",
                    "level=info msg=\"asked\" community=\(Self.planted.community)",
                    "level=info msg=\"told \(Self.planted.hook)\" key=\(Self.planted.webhookKey)",
                    "level=info password=\"\(Self.planted.password)\" user=eve",
                ]
            }
            means.records.note(
                JournalRecord(
                    utcMilliseconds: means.moment.utcMilliseconds - 1000, kind: .system,
                    text: "the mail server did not take \(Self.planted.smtp)"))
            let outcome = try await CommandDesk(means).perform(CommandCall(parsing: "support-bundle case-7"), for: .eve)
            guard case .report(let made) = outcome, let report = made as? SupportBundleReport else { throw NoBundle() }
            let target = folder + "/unpacked"
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
            let tar = ChildProgram.run("/bin/tar", ["-xf", report.path, "-C", target], limit: .seconds(60))
            #expect(tar.isWell, "\(tar.output)")
            try await body(report, target + "/case-7", folder)
        }
    }

    private func files(in folder: String) throws -> [String: String] {
        var all: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            all[name] = String(decoding: data, as: UTF8.self)
        }
        return all
    }

    @Test func `has no secret in it, wherever one was planted`() async throws {
        try await withBundle { _, unpacked, _ in
            let files = try files(in: unpacked)
            let secrets = [
                Self.planted.password, Self.planted.token, Self.planted.smtp, "XyZsecretPath", Self.planted.webhookKey,
                Self.planted.tlsKey, Self.planted.community, Self.planted.passphrase, "correct horse",
            ]
            for (name, text) in files {
                for secret in secrets { #expect(!text.contains(secret), "\(name) has \(secret)") }
            }
            // They were there to be left out.
            #expect(files["log.txt"]?.contains("token=… user=eve") == true)
            #expect(files["log.txt"]?.contains("\"passphrase\":…,\"user\":\"eve\"") == true)
            #expect(files["journal.jsonl"]?.contains("did not take …") == true)
            #expect(files["configuration-at-start.txt"]?.contains("hook.url: https://hooks.example.org/…") == true)
        }
    }

    @Test func `has what support asks for, with a manifest that is right`() async throws {
        try await withBundle { report, unpacked, _ in
            let files = try files(in: unpacked)
            let wanted = [
                "reports/status.json", "reports/status.txt", "reports/alarms.json", "reports/receiver-show.txt",
                "configuration.txt", "versions.json", "journal.jsonl", "history.csv", "metrics.txt", "log.txt",
                "machine.txt", "manifest.json",
            ]
            for name in wanted { #expect(files[name] != nil, "\(name) is missing") }
            #expect(files["machine.txt"]?.contains("kernel: ") == true)
            #expect(files["history.csv"]?.hasPrefix("utc,series,minimum,mean,maximum,count\n") == true)
            #expect(files["configuration.txt"]?.contains("board.kind: simulated") == true)
            let manifest = try ReportJSON.read(
                SupportBundleReport.Manifest.self, from: Array((files["manifest.json"] ?? "").utf8))
            #expect(manifest.entries == report.entries && manifest.entries.count == files.count - 1)
            for entry in manifest.entries {
                #expect(files[entry.name]?.utf8.count == entry.octets)
                let sum = ChildProgram.run(
                    "/usr/bin/sha256sum", ["\(unpacked)/\(entry.name)"], limit: .seconds(60))
                #expect(sum.output.hasPrefix(entry.sha256), "\(entry.name)")
            }
        }
    }

    @Test func `is one file, which nobody else may read`() async throws {
        try await withBundle { report, _, folder in
            #expect(report.path == folder + "/support/case-7.tar.gz")
            for (path, mode) in [(report.path, 0o600), (folder + "/support", 0o700)] {
                let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
                #expect((found as? Int ?? (found as? UInt).map { Int($0) }) == mode)
            }
            #expect(report.octets == BundleShelf(folder + "/support").bundle(named: "case-7.tar.gz")?.count)
            #expect(report.text(in: TextStyle()).contains("/api/v1/support-bundles/case-7.tar.gz."))
            #expect(BundleShelf(folder + "/support").bundle(named: "../users.json") == nil)
        }
    }

    @Test func `is made one at a time`() {
        let turn = Turn()
        #expect(turn.take() && !turn.take())
        turn.give()
        #expect(turn.take())
    }

    @Test(arguments: ["../x", ".hidden", "a b", "-rf", "a/b", String(repeating: "x", count: 65), "ä"])
    func `has a name that leads nowhere else`(name: String) {
        #expect(throws: CommandRefusal.self) { try SupportBundle.name(name, at: 0) }
    }

    @Test func `is named by the time, where it is given no name`() throws {
        #expect(try SupportBundle.name(nil, at: 1_700_000_000_123) == "gnomon-support-20231114T221320Z")
    }

    @Test func `is cut where there is too much of one thing, and says so`() {
        var bundle = SupportBundle(SecretScrub([]))
        bundle.add("much", [UInt8](repeating: 65, count: SupportBundle.mostInEntry + 1))
        bundle.add("little", "x")
        #expect(bundle.entries.map(\.isCut) == [true, false])
        #expect(bundle.entries[0].content.count == SupportBundle.mostInEntry)
    }

    @Test func `takes the place of the oldest where there are many`() throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-shelf-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for number in 0..<4 { _ = try BundleShelf(folder).put([1, 2, 3], as: "b\(number)", keeping: 3) }
        #expect(BundleShelf(folder).names.count == 3 && BundleShelf(folder).names.contains("b3.tar.gz"))
    }

    private struct NoBundle: Error {}
}

@Suite struct `The scrub` {
    @Test(
        arguments: [
            ("nothing here", "nothing here"), ("a=1 b=2", "a=1 b=2"), ("password=x y=1", "password=… y=1"),
            ("Password: \"a \\\" b\", c: d", "Password:…, c: d"), ("token=", "token="),
            ("{\"secret\":\"x\"}", "{\"secret\":…}"), ("tokens=3 token=abc", "tokens=3 token=…"),
            ("authorization: Bearer", "authorization:…"),
        ])
    func `leaves out what is called a secret`(line: String, scrubbed: String) {
        #expect(SecretScrub.line(line) == scrubbed)
    }

    @Test func `leaves out what is known, the longer of two first`() {
        let scrub = SecretScrub(["abcd", "abcdef", "xy"])
        #expect(scrub.scrubbed(Array("1abcdef2abcde3xy".utf8)) == Array("1…2…e3xy".utf8))
    }
}
