// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import TimeBase

/// Who takes the time from here.
public struct ClientsFacts: Hashable, Sendable {
    /// One that asks by NTP.
    public struct NTPClient: Hashable, Sendable {
        /// Its address as text.
        public var address: String
        /// Of the protocol.
        public var version: Int
        public var requests: UInt64
        /// Of late.
        public var perMinute: Double
        public var lastSeen: UTCInstant
        /// "none", or by what its requests are proven.
        public var authentication: String
        /// Requests that were not answered, by reason.
        public var refused: [NamedCount]

        public init(
            address: String, version: Int, requests: UInt64, perMinute: Double, lastSeen: UTCInstant,
            authentication: String = "none", refused: [NamedCount] = []
        ) {
            (self.address, self.version, self.requests) = (address, version, requests)
            (self.perMinute, self.lastSeen, self.authentication) = (perMinute, lastSeen, authentication)
            self.refused = refused
        }
    }

    /// The ones remembered, the busiest first.
    public var ntp: [NTPClient]
    /// How many there were, where not all of them are in ``ntp``.
    public var ntpTotal: Int?

    /// Those of PTP, as the API tells them.
    public var ptp: ClientsReport?

    public init(ntp: [NTPClient], ntpTotal: Int? = nil) { (self.ntp, self.ntpTotal) = (ntp, ntpTotal) }
}

extension PageRenderer {
    /// `/clients`: who takes the time, how often, and who is refused and why.
    public static func clients(_ facts: ClientsFacts, in frame: PageFrame) -> String {
        let ntp = frame.status.ntp
        let content: HTML = """
            <section id="ntp" data-refresh="2" aria-labelledby="ntp-heading">
            <h2 id="ntp-heading">NTP</h2>
            <p>\(place(ntp)) <span class="figure">\(Figures.count(ntp.received))</span> requests came, \
            <span class="figure">\(Figures.count(ntp.answered))</span> were answered\(refused(ntp.dropped)).</p>
            <p>\(frame.snapshot.ntp.distinct.sentence)\(untold(frame.snapshot.ntp))</p>
            \(table(facts))
            </section>
            \(facts.ptp.html { PTPClientsPart.section($0, ports: frame.snapshot.ptp.ports.count) })
            """
        return Layout.page(Sheet(path: "/clients", title: "Clients", content: content), in: frame)
    }

    private static func place(_ ntp: StatusReport.NTP) -> String {
        guard !ntp.listen.isEmpty else { return "NTP is not served." }
        let smear = ntp.smear.map { " Leap seconds are smeared \($0.phrase)." } ?? ""
        return "NTP is served on \(ntp.listen.joined(separator: ", ")).\(smear)"
    }

    private static func refused(_ counts: [NamedCount]) -> String {
        let some = counts.filter { $0.count > 0 }.map { "\(Figures.count($0.count)) \($0.name)" }
        return some.isEmpty ? "" : "; refused: " + some.joined(separator: ", ")
    }

    private static func untold(_ facts: NTPFacts) -> String {
        let kissed = facts.kissed > 0 ? " \(Figures.count(facts.kissed)) were refused and told so." : ""
        let lost = facts.overruns > 0 ? " The kernel had no room for \(Figures.count(facts.overruns)) requests." : ""
        return kissed + lost
    }

    private static func table(_ facts: ClientsFacts) -> HTML {
        guard !facts.ntp.isEmpty else { return "<p>No client has asked yet.</p>" }
        let total = facts.ntpTotal.map { $0 > facts.ntp.count ? ", of \(Figures.count($0)) in all" : "" } ?? ""
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="NTP clients"><table class="figures">\
            <caption>\(Figures.count(facts.ntp.count, of: "client"))\(total)</caption><thead><tr>\
            <th scope="col">Address</th><th scope="col" class="number">Requests</th>\
            <th scope="col" class="number">per minute</th><th scope="col">Version</th>\
            <th scope="col">Authentication</th><th scope="col">Last seen</th><th scope="col">Refused</th></tr></thead>\
            <tbody>\(facts.ntp.map(row))</tbody></table></div>
            """
    }

    private static func row(_ client: ClientsFacts.NTPClient) -> HTML {
        let refused = client.refused.filter { $0.count > 0 }.map { "\(Figures.count($0.count)) \($0.name)" }
        return """
            <tr><th scope="row" class="figure">\(client.address)</th>\
            <td class="number">\(Figures.count(client.requests))</td>\
            <td class="number">\(Figures.decimal(client.perMinute, decimals: 1))</td><td>\(client.version)</td>\
            <td>\(client.authentication)</td><td>\(Figures.moment(client.lastSeen))</td>\
            <td>\(refused.isEmpty ? "–" : refused.joined(separator: ", "))</td></tr>

            """
    }
}
