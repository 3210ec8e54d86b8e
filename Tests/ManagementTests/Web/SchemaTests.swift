// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import HTTPTypes
import Operations
import Records
import StillAppliance
import Testing
import TimeKeeping

@testable import Management

@Suite struct `A report is as its schema says` {
    private static var serving: ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.ptp = .serving
        snapshot.watch = .raft([1, 80, nil], unsynchronised: [0])
        snapshot.watch.unknown = [UnknownName(group: 0, name: "db", reason: "nobody knows it")]
        return snapshot
    }

    @Test func `of PTP's clients`() throws {
        try Schema.clients.check(Self.tree(ClientsReport([], ptp: [.still], in: Self.serving)))
    }

    @Test(arguments: [ApplianceSnapshot.locked, .starting, serving])
    func `whatever command asks for it`(_ snapshot: ApplianceSnapshot) async throws {
        try await withFolder { folder in
            let desk = CommandDesk.still(StillAppliance(snapshot), in: folder)
            let eve = CommandCaller("eve", level: .admin, from: "a test")
            for command in CommandTable.all where command.parameters.allSatisfy(\.isOptional) && command.asks == nil {
                let name = command.name
                guard let schema = Schema.results[name], let call = try? CommandCall(parsing: name),
                    case .report(let report)? = try? await desk.perform(call, for: eve)
                else { continue }
                #expect(throws: Never.self, "\(name)") { try schema.check(Self.tree(report)) }
            }
        }
    }

    @Test func `of what was measured`() throws {
        let query = HistoryQuery(series: [.offset, .cn0], from: 1_483_228_700_000, to: 1_483_228_800_000, step: 1000)
        try Schema.history.check(Self.tree(HistoryReport(query, [])))
        try Schema.stability.check(Self.tree(StabilityReport(offsets: [], step: 1000)))
        try Schema.stability.check(Self.tree(StabilityReport(offsets: [], step: 1000, live: .measured)))
        var snapshot = ApplianceSnapshot.locked
        try Schema.oscillator.check(Self.tree(OscillatorReport(OscillatorLaw([], length: 600), now: snapshot)))
        snapshot.oscillator = .learned
        try Schema.oscillator.check(Self.tree(OscillatorReport(OscillatorLaw([], length: 600), now: snapshot)))
    }

    @Test func `of where other machines' clocks were`() throws {
        let query = WatchedQuery(group: "raft", from: 1_483_228_200_000, to: 1_483_228_800_000, step: 600_000)
        let pair = WatchedPair(
            utcMilliseconds: query.from, group: "raft", ahead: "a", behind: "b", distance: 5, uncertainty: 3,
            isOver: false)
        try Schema.watchHistory.check(Self.tree(WatchHistoryReport(query, [pair])))
        let span = WatchedSpan(
            utcMilliseconds: query.from, group: "raft", clock: "a", least: -5, most: 7, uncertainty: 3, wasOver: true)
        try Schema.watchedClock.check(Self.tree(WatchedClockReport(query, of: "a", [span])))
    }

    @Test func `of a problem`() throws {
        try Schema.problem.check(
            ReportJSON.read(JSONTree.self, from: Answer.problemText(.notFound, detail: "there is none")))
        try Schema.problem.check(ReportJSON.read(JSONTree.self, from: Answer.problemText(.notFound, detail: nil)))
        try Schema.faultsProblem.check(Self.tree(FaultsProblem([SettingsFault(file: "x", reason: "bad")])))
    }

    private static func tree(_ report: some Encodable) throws -> JSONTree {
        try ReportJSON.read(JSONTree.self, from: ReportJSON.line(report))
    }
}

@Suite struct `A schema` {
    private static let user = Schema.object(
        "",
        [
            .init("name", .text()), .init("age", .whole("", 0...150).orNull),
            .optional("roles", .list("", of: .word("", among: ["a", "b"]), count: 1...2)),
            .optional("at", .either([.number("", 0...10), .text()])),
        ])

    @Test(arguments: [
        (#"{"name":"x","age":null}"#, nil), (#"{"name":"x","age":3.0,"roles":["a"],"at":2.5}"#, nil),
        (#"{"age":1}"#, "'name' is missing"), (#"{"name":1,"age":1}"#, "'name' must be a text"),
        (#"{"name":"x","age":151}"#, "'age' must be a whole number, 0 to 150"),
        (#"{"name":"x","age":1.5}"#, "'age' must be a whole number, 0 to 150"),
        (#"{"name":"x","age":true}"#, "'age' must be a whole number, 0 to 150"),
        (#"{"name":"x","age":1,"roles":["a","c"]}"#, "'roles[1]' must be one of a, b"),
        (#"{"name":"x","age":1,"roles":[]}"#, "'roles' must be a list of 1 to 2"),
        (#"{"name":"x","age":1,"at":11}"#, "'at' must be a number, 0.0 to 10.0, or a text"),
        (#"{"name":"x","age":1,"agee":2}"#, "'agee' is not known; there are name, age, roles, at"),
        ("[]", "the body must be an object"),
    ])
    func `says what is wrong and where`(_ text: String, _ fault: String?) throws {
        let tree = try ReportJSON.read(JSONTree.self, from: text.utf8)
        var found: String?
        do throws(SchemaFault) { try Self.user.check(tree) } catch { found = "\(error)" }
        #expect(found == fault)
    }

    @Test(arguments: [
        ("5", Schema.whole("", 0...9), JSONTree.whole(5)), ("-5", .whole("", 0...9), .whole(-5)),
        ("+5", .whole("", 0...9), "+5"), ("0x5", .number(""), "0x5"), ("inf", .number(""), "inf"),
        ("", .number(""), ""),
        ("1e3", .number(""), .number(1000)), ("a,b", .list("", of: .text()), .list(["a", "b"])),
        ("2026-11-21T12:00:00Z", .either([.number(""), .text()]), "2026-11-21T12:00:00Z"),
        ("7", .either([.number(""), .text()]), .number(7)), ("null", .whole("", 0...9).orNull, "null"),
    ])
    func `reads what stands in an address`(_ text: String, _ schema: Schema, _ tree: JSONTree) {
        #expect(schema.reading(text) == tree)
    }
}
