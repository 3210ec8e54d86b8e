// SPDX-License-Identifier: Apache-2.0

import Accounts
import FoundationEssentials
import Notices
import Records
import StillAppliance
import Testing
import TimeBase

@testable import Appliance
@testable import Management

@Suite struct `What alarms go by` {
    private func withDesk(_ body: (FactsDesk, String) async throws -> Void) async throws {
        try await withFolder { folder in
            let records = RecordStore(path: folder + "/records.sqlite")
            let dispatcher = NoticeDispatcher(channels: [], queue: MemoryNoticeQueue())
            try await body(
                FactsDesk(records: records, dispatcher: dispatcher, database: folder + "/records.sqlite"), folder)
            await records.close()
        }
    }

    private static func seconds(_ count: Int, refused: UInt64 = 0, unsent: UInt64 = 0) -> ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.now += .seconds(count)
        snapshot.state.asOf = snapshot.now
        snapshot.ntp.dropped = [
            NamedCount("denied", refused / 2), NamedCount("tooShort", refused - refused / 2),
            NamedCount("unsent", unsent),
        ]
        return snapshot
    }

    @Test func `is all known once everything is set up`() async throws {
        try await withDesk { desk, folder in
            var tls = Settings.Management.TLS()
            tls.certificate = folder + "/certificate.pem"
            let certificates = try CertificateDesk(files: tls, listening: [], host: "clock", log: quiet)
            let settings = Settings.Management(listen: [])
            let gate = Gate(
                book: try .quick(in: folder), settings: settings, view: StillAppliance(.locked), age: { .seconds(60) })
            desk.watch(gate, certificates)
            let author = SettingsAuthor(who: "ana", from: "10.0.0.7")
            desk.note(
                SettingsEvent(
                    kind: .kept, version: 2, by: author, utcMilliseconds: 0, changes: [], text: "It was changed."),
                at: ApplianceSnapshot.locked.now)
            var snapshot = Self.seconds(0)
            snapshot.leapTableEnds = snapshot.clock.reading(at: snapshot.now).shown + .seconds(86_400)
            snapshot.steppedByOthers = snapshot.now
            _ = await desk.look(at: snapshot)
            snapshot = Self.seconds(10)
            (snapshot.leapTableEnds, snapshot.steppedByOthers) = (
                snapshot.clock.reading(at: snapshot.now).shown + .seconds(86_400), snapshot.now
            )
            for _ in 0..<5 {
                let answer = try await gate.accounts().logIn("x", password: "y", source: .console, at: gate.moment)
                for event in answer.events { desk.note(event, at: snapshot.now) }
            }
            let facts = await desk.look(at: snapshot)
            // What a machine has no sensor for stays unknown.
            let unknown = Mirror(reflecting: facts).children.filter { Mirror(reflecting: $0.value).isEmptyOptional }
            #expect(Set(unknown.compactMap(\.label)).isSubset(of: ["temperature"]))
            #expect(facts.leapTableEnds == .seconds(86_400) && facts.lockedOut == ["console"])
            #expect(facts.configurationChanged?.text == "It was changed.")
        }
    }

    @Test func `is how long the certificate is valid, while the time is known`() async throws {
        try await withDesk { desk, folder in
            var tls = Settings.Management.TLS()
            tls.certificate = folder + "/certificate.pem"
            let end = Double(ApplianceSnapshot.locked.unixMilliseconds) / 1000 + 5 * 86_400
            try SecretFile.write(try Authority().pair(to: end).pem, to: folder + "/certificate.pem")
            let certificates = try CertificateDesk(files: tls, listening: [], host: "clock", log: quiet)
            desk.watch(
                Gate(book: nil, settings: Settings.Management(listen: []), view: StillAppliance(.locked)), certificates)
            let facts = await desk.look(at: .locked)
            #expect(facts.certificateEnds == .seconds(5 * 86_400) && facts.lockedOut == nil)
            let alarms = AlarmBook(rules: AlarmRules())
            _ = alarms.watch(.locked, facts)
            #expect(
                alarms.active?.first { $0.name == "certificate" }?.text == "The page's certificate expires in 5 days.")
            #expect(await desk.look(at: .starting).certificateEnds == nil)
        }
    }

    @Test func `is how many requests are refused, over ten seconds`() async throws {
        try await withDesk { desk, _ in
            #expect(await desk.look(at: Self.seconds(0)).refusedPerSecond == nil)
            #expect(await desk.look(at: Self.seconds(9, refused: 90_000)).refusedPerSecond == nil)
            let facts = await desk.look(at: Self.seconds(10, refused: 4_001, unsent: 9_999))
            #expect(facts.refusedPerSecond == nil, "a count that goes back begins anew")
            #expect(await desk.look(at: Self.seconds(20, refused: 6_001)).refusedPerSecond == 200)
            #expect(await desk.look(at: Self.seconds(24, refused: 6_001)).refusedPerSecond.map { Int($0) } == 142)
            #expect(await desk.look(at: Self.seconds(40, refused: 6_001)).refusedPerSecond == 0)
        }
    }

    @Test func `are networks as people write them, and users`() async throws {
        try await withFolder { folder in
            let book = try AccountBook.quick(in: folder)
            let moment = Moment(monotonic: .seconds(1), unixSeconds: nil)
            let sources = [
                Source(octets: [10, 0, 0, 7], text: "10.0.0.7"),
                Source(octets: [0x20, 1, 0xD, 0xB8] + [UInt8](repeating: 0, count: 12), text: "2001:db8::"),
            ]
            for source in sources {
                for _ in 0..<5 { _ = await book.logIn("nobody", password: "x", source: source, at: moment) }
            }
            #expect(book.lockedOut(at: moment).contains("10.0.0.7"))
            #expect(book.lockedOut(at: Moment(monotonic: .seconds(4000), unixSeconds: nil)) == [])
        }
    }
}

extension Mirror {
    fileprivate var isEmptyOptional: Bool { displayStyle == .optional && children.isEmpty }
}
