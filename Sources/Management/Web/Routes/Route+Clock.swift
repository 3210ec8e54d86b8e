// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird
import Operations
import Records

extension Route {
    /// What was learned of the clock: how its oscillator goes, and how its promises were kept.
    static func clock(_ records: RecordStore, _ oscillator: OscillatorDesk) -> [Route] {
        [
            Route(.get, "/api/v1/outages", .topic(.status), .outages) { visit in
                let limit = try QueryNumber.read("limit", in: visit.query, among: 1...1000) ?? 1000
                let outages = try await readable { try await records.outages(limit: limit) }
                guard visit.query["format"] == "csv" else { return try Answer.json(OutagesReport(outages)) }
                return OutagesCSV.response(outages)
            },
            Route(.get, "/api/v1/oscillator", .topic(.status), .oscillator) { visit in
                let snapshot = visit.site.view.snapshot
                let law = try await readable { try await oscillator.learned(until: snapshot.unixMilliseconds) }
                return try Answer.json(OscillatorReport(law, now: snapshot))
            },
        ]
    }

    /// What the records cannot tell now is to be asked later.
    private static func readable<Value: Sendable>(_ ask: () async throws -> Value) async throws -> Value {
        do { return try await ask() } catch let fault as RecordFault {
            throw HTTPError(.serviceUnavailable, message: "\(fault)")
        }
    }
}
