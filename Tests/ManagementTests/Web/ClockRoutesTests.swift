// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Foundation
import Operations
import Records
import StillAppliance
import Testing

@testable import Management

@Suite struct `What was learned of the clock` {
    private func withRecords(_ body: @Sendable @escaping (RecordStore, Int) async throws -> Void) async throws {
        try await withFolder { folder in
            let records = RecordStore(path: folder + "/records.sqlite")
            var settings = Settings.Management(listen: [])
            settings.open = [.status]
            let view = StillAppliance(.locked)
            let site = Site(
                view: view, settings: settings, gate: Gate(book: nil, settings: settings, view: view),
                extra: Route.clock(records, OscillatorDesk(records: records)), log: quiet)
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) {
                try await body(records, $0)
            }
            await records.close()
        }
    }

    @Test func `is told of outages, as JSON and as CSV`() async throws {
        try await withRecords { records, port in
            let none = try await TestClient.request("/api/v1/outages", port: port)
            #expect(none.status == 200)
            #expect(none.body.contains(#""text":"There was none yet.""#))
            var outage = OutageRecord(began: 1_795_262_400_000, cause: "fixLost", end: .returned)
            (outage.seconds, outage.found, outage.promised, outage.isKept) = (610, -420, 800, true)
            records.keep(outage)
            records.keep(OutageRecord(began: 1_795_262_500_000, cause: "pulseLost"))
            let told = try await TestClient.request("/api/v1/outages?limit=2", port: port).body
            for part in [
                #""began":"2026-11-21T12:00:00.000Z""#, #""foundNs":-420"#, #""kept":true"#, #""end":"running""#,
                #""worstShare":0.525"#, #""predictedNs":null"#,
            ] { #expect(told.contains(part), "\(part) in \(told)") }
            let table = try await TestClient.request("/api/v1/outages?format=csv", port: port)
            #expect(table.header("content-type") == "text/csv; charset=utf-8")
            // Chunked, so there are more lines than those of the table.
            let lines = table.body.split(separator: "\r\n")
            #expect(lines.contains { $0.hasPrefix("began,seconds,cause,end,gaveUpAfterSeconds,predictedNs,") })
            #expect(lines.contains("2026-11-21T12:01:40.000Z,,pulseLost,running,,,,,,,,"))
            #expect(lines.contains("2026-11-21T12:00:00.000Z,610.0,fixLost,returned,,,800.0,-420.0,,yes,,"))
            #expect(try await TestClient.request("/api/v1/outages?limit=0", port: port).status == 400)
        }
    }

    @Test func `is told of the oscillator, and what is missing to know more`() async throws {
        try await withRecords { _, port in
            let told = try await TestClient.request("/api/v1/oscillator", port: port)
            #expect(told.status == 200)
            #expect(told.body.contains(#""frequencyPpb":1500"#) && told.body.contains(#""samples":0"#))
            #expect(told.body.contains("There is too little history to learn from."))
        }
    }

    @Test func `is not for everyone where the status is not`() async throws {
        try await withFolder { folder in
            let records = RecordStore(path: folder + "/records.sqlite")
            for route in Route.clock(records, OscillatorDesk(records: records)) {
                guard case .topic(.status) = route.access else {
                    Issue.record("\(route.path) is open to others")
                    continue
                }
            }
            await records.close()
        }
    }
}
