// SPDX-License-Identifier: Apache-2.0

/// Who stamps what NTP hears and sends on one interface, and why nobody better.
public struct StampingFacts: Codable, Hashable, Sendable {
    public var interface: String
    /// "card", "kernel"
    public var arrivals: String
    public var departures: String
    /// The number N of the card's clock, `/dev/ptpN`; `null`: it has none.
    @Nullable public var clock: Int?
    /// Why the card does not stamp both; `null`: it does.
    @Nullable public var reason: String?
    /// Whether that is not as configured.
    public var troubled: Bool
    /// How far the comparison of the card's clock with the kernel's may be off; `null`: it is not compared.
    @Nullable public var uncertaintyNs: Double?
    /// Requests and replies whose time is by the card's stamps, and stamps of it that were not believed.
    public var arrivalsByCard: UInt64
    public var departuresByCard: UInt64
    public var refused: UInt64

    public init(
        interface: String, arrivals: String = "kernel", departures: String = "kernel", clock: Int? = nil,
        reason: String? = nil, troubled: Bool = false, uncertaintyNs: Double? = nil, arrivalsByCard: UInt64 = 0,
        departuresByCard: UInt64 = 0, refused: UInt64 = 0
    ) {
        (self.interface, self.arrivals, self.departures) = (interface, arrivals, departures)
        (self.clock, self.reason, self.troubled) = (clock, reason, troubled)
        self.uncertaintyNs = uncertaintyNs
        (self.arrivalsByCard, self.departuresByCard, self.refused) = (arrivalsByCard, departuresByCard, refused)
    }

    /// "eth0: by the card (/dev/ptp0)"
    public var phrase: String {
        let card = clock.map { "the card (/dev/ptp\($0))" } ?? "the card"
        let why = (reason.map { ": \($0)" } ?? "") + (troubled ? " (ntp.timestamps is hardware)" : "")
        switch (arrivals, departures) {
        case ("card", "card"): return "\(interface): by \(card)\(refusedText)\(why)"
        case ("card", _): return "\(interface): arrivals by \(card), departures by the kernel\(refusedText)\(why)"
        case (_, "card"): return "\(interface): departures by \(card), arrivals by the kernel\(refusedText)\(why)"
        default: return "\(interface): by the kernel\(why)"
        }
    }

    private var refusedText: String {
        refused == 0 ? "" : ", \(AlarmEvidence.count(Int(clamping: refused), "stamp")) not believed"
    }
}
