// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird
import NIOCore
import Records

/// What `GET /api/v1/outages` tells: times without a reference, the latest first, and how their promises were kept.
struct OutagesReport: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        /// ISO 8601, as our clock showed it.
        var began: String
        @Nullable var seconds: Double?
        /// pulseLost, receiverSilent, receiverUnplugged, fixLost, receiverContradicts, pulseContradicts
        var cause: String
        /// running, returned, stepped, reacquired, restarted
        var end: String
        @Nullable var gaveUpAfterSeconds: Double?
        /// The bound for the end, as promised at the beginning; and as claimed right before the end.
        @Nullable var predictedNs: Double?
        @Nullable var promisedNs: Double?
        /// Clock − reference, as found at the end; and how far that may be off.
        @Nullable var foundNs: Double?
        @Nullable var uncertaintyNs: Double?
        @Nullable var kept: Bool?
        @Nullable var temperatureBegin: Double?
        @Nullable var temperatureEnd: Double?

        init(_ record: OutageRecord) {
            (began, cause, end) = (UTCText.of(record.began), record.cause, record.end.rawValue)
            (seconds, gaveUpAfterSeconds) = (record.seconds, record.gaveUpAfter)
            (predictedNs, promisedNs) = (record.predicted, record.promised)
            (foundNs, uncertaintyNs, kept) = (record.found, record.uncertainty, record.isKept)
            (temperatureBegin, temperatureEnd) = (record.temperatures.begin, record.temperatures.end)
        }
    }

    var outages: [Entry]
    var summary: OutageSummary

    init(_ records: [OutageRecord]) {
        (outages, summary) = (records.map(Entry.init), OutageSummary(of: records))
    }
}

/// The same as CSV.
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
