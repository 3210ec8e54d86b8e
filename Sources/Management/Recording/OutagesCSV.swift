// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Operations
import Records

/// What `GET /api/v1/outages` tells, as CSV.
enum OutagesCSV {
    static let head = [
        "began", "seconds", "cause", "end", "gaveUpAfterSeconds", "predictedNs", "promisedNs", "foundNs",
        "uncertaintyNs", "kept", "temperatureBegin", "temperatureEnd",
    ]

    static func response(_ records: [OutageRecord]) -> Response {
        let text = CSV.line(head) + records.map { CSV.line(fields(OutagesReport.Entry($0))) }.joined()
        return CSV.response(named: "gnomon-outages.csv") { try await $0.write(ByteBuffer(string: text)) }
    }

    private static func fields(_ entry: OutagesReport.Entry) -> [String] {
        let figures = [
            entry.gaveUpAfterSeconds, entry.predictedNs, entry.promisedNs, entry.foundNs, entry.uncertaintyNs,
        ]
        return [entry.began, number(entry.seconds), CSV.field(entry.cause), entry.end] + figures.map(number)
            + [
                entry.kept.map { $0 ? "yes" : "no" } ?? "", number(entry.temperatureBegin),
                number(entry.temperatureEnd),
            ]
    }

    private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
