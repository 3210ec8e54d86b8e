// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// Of ``StampingFacts``.
    static let ntpStamping = Schema.object(
        "Who stamps what NTP hears and sends on one interface",
        [
            Field("interface", .text("Its name")),
            Field("arrivals", .text("card, kernel")), Field("departures", .text("card, kernel")),
            Field("clock", .count("The number N of the card's clock, /dev/ptpN; null: it has none").orNull),
            Field("reason", .text("Why the card does not stamp both; null: it does").orNull),
            Field("troubled", .truth("Whether that is not as configured")),
            Field("uncertaintyNs", .number("How far the comparison of the card's clock may be off, ns").orNull),
            Field("arrivalsByCard", .count("Arrivals whose time is by the card's stamp")),
            Field("departuresByCard", .count("Departures whose time is by the card's stamp")),
            Field("refused", .count("Stamps of the card that were not believed")),
        ])

    /// Of ``TransmitErrorFacts``.
    static let transmitErrors = Schema.object(
        "How much later than their transmit timestamps plain replies left, in this minute and the one before",
        [
            Field("stamper", .text("By whose stamps: kernel, card")),
            Field("samples", .count("Replies that were looked at")),
            Field("medianNs", .count("Half of them left no later, ns; to an eighth")),
            Field("p99Ns", .count("99 of 100 of them left no later, ns; to an eighth")),
            Field("worstNs", .count("All of them left no later, ns")),
        ])
}
