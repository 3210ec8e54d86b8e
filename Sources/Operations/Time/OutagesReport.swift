// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Records

/// What `GET /api/v1/outages` tells: times without a reference, the latest first, and how their promises were kept.
public struct OutagesReport: Encodable, Sendable {
    public struct Entry: Encodable, Sendable {
        /// ISO 8601, as our clock showed it.
        public var began: String
        @Nullable public var seconds: Double?
        /// pulseLost, receiverSilent, receiverUnplugged, fixLost, receiverContradicts, pulseContradicts, signalTroubled,
        /// implausible
        public var cause: String
        /// running, returned, stepped, reacquired, restarted
        public var end: String
        @Nullable public var gaveUpAfterSeconds: Double?
        /// The bound for the end, as promised at the beginning; and as claimed right before the end.
        @Nullable public var predictedNs: Double?
        @Nullable public var promisedNs: Double?
        /// Clock − reference, as found at the end; and how far that may be off.
        @Nullable public var foundNs: Double?
        @Nullable public var uncertaintyNs: Double?
        @Nullable public var kept: Bool?
        @Nullable public var temperatureBegin: Double?
        @Nullable public var temperatureEnd: Double?

        public init(_ record: OutageRecord) {
            (began, cause, end) = (UTCText.of(record.began), record.cause, record.end.rawValue)
            (seconds, gaveUpAfterSeconds) = (record.seconds, record.gaveUpAfter)
            (predictedNs, promisedNs) = (record.predicted, record.promised)
            (foundNs, uncertaintyNs, kept) = (record.found, record.uncertainty, record.isKept)
            (temperatureBegin, temperatureEnd) = (record.temperatures.begin, record.temperatures.end)
        }
    }

    public var outages: [Entry]
    public var summary: OutageSummary

    public init(_ records: [OutageRecord]) {
        (outages, summary) = (records.map(Entry.init), OutageSummary(of: records))
    }
}
