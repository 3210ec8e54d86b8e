// SPDX-License-Identifier: Apache-2.0

import Appliance
import PTP

extension ServiceFacts {
    private static let ntpSpeaks = "NTP, versions 1 to 4, over UDP"

    /// The counts are of all its addresses together: the first one has them.
    static func ntp(_ snapshot: ApplianceSnapshot, _ settings: Settings) -> [ServiceFacts] {
        let facts = snapshot.ntp
        let counts =
            [NamedCount("received", facts.received), NamedCount("answered", facts.answered)]
            + facts.dropped.map { NamedCount("dropped: \($0.name)", $0.count) }
        var all = facts.listening.map { place in
            let smear = facts.smearing.contains(place) ? " Leap seconds are smeared here." : ""
            return ServiceFacts("ntp", at: "\(place)", speaks: ntpSpeaks, .serving, settings.whomNTPAnswers + smear)
        }
        all += facts.notListening.map { told in
            let (place, reason) = split(told)
            return ServiceFacts("ntp", at: place, speaks: ntpSpeaks, .failing, "Nobody is served: \(reason).")
        }
        if all.isEmpty {
            let waits = (settings.ntp.listen + settings.ntp.smear.listen).map {
                ServiceFacts("ntp", at: "\($0)", speaks: ntpSpeaks, .configured)
            }
            all = waits.isEmpty ? [ServiceFacts("ntp", speaks: ntpSpeaks, .off, "See ntp.listen.")] : waits
        }
        all[0].counts = counts
        return all
    }

    /// "10.0.0.1:123 (the address is not there)"
    private static func split(_ told: String) -> (place: String, reason: String) {
        guard let gap = told.firstIndex(of: " "), told.hasSuffix(")") else { return (told, "it cannot listen there") }
        return (String(told[..<gap]), String(told[gap...].dropFirst(2).dropLast()))
    }

    static func ptp(_ snapshot: ApplianceSnapshot) -> [ServiceFacts] {
        let ports = snapshot.ptp.ports
        if ports.isEmpty { return [ServiceFacts("ptp", speaks: "PTP (IEEE 1588-2019)", .off, "See ptp.ports.")] }
        let trouble = snapshot.ptp.socketTrouble.map {
            ServiceFacts("ptp", speaks: "PTP management, for pmc", .failing, "The socket is not there: \($0).")
        }
        return ports.map(port) + (trouble.map { [$0] } ?? [])
    }

    private static func port(_ facts: PTPPortFacts) -> ServiceFacts {
        let (settings, counters) = (facts.settings, facts.port?.counters ?? PortCounters())
        let sent = MessageType.allCases.reduce(0) { $0 &+ counters[sent: $1] }
        let received = MessageType.allCases.reduce(0) { $0 &+ counters[received: $1] }
        let refused = MessageRefusal.allCases.map { NamedCount("refused: \($0.name)", counters[$0]) }
        return ServiceFacts(
            "ptp", at: facts.interface,
            speaks: "PTP port \(facts.number), \(settings.profile.rawValue) over \(settings.transport.rawValue), "
                + "domain \(settings.domain)",
            facts.state == .faulty ? .failing : .serving, facts.sentence,
            counts: [NamedCount("sent", sent), NamedCount("received", received)] + refused)
    }
}

extension Settings {
    fileprivate var whomNTPAnswers: String {
        let names = { (prefixes: [AddressPrefix]) in prefixes.prefix(6).map { "\($0)" }.joined(separator: ", ") }
        switch (allow.isEmpty, deny.isEmpty) {
        case (true, true): return "Whoever asks is answered."
        case (true, false): return "Whoever asks is answered, but for \(names(deny))."
        case (false, true): return "Nobody is answered but \(names(allow))."
        case (false, false): return "Nobody is answered but \(names(allow)), and not \(names(deny))."
        }
    }
}
