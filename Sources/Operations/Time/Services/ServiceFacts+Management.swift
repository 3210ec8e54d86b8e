// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records

extension ServiceFacts {
    /// The page and the API.
    static func web(_ settings: Settings.Management, _ told: [String: [ServiceFacts]]) -> [ServiceFacts] {
        if let known = told["http"] { return known }
        guard !settings.listen.isEmpty else {
            return [ServiceFacts("http", speaks: "page and API", .off, "See management.listen.")]
        }
        let speaks = settings.tls.isOn ? "page and API: HTTP/2 and HTTP/1.1 over TLS" : "page and API: HTTP/1.1"
        return settings.listen.map { ServiceFacts("http", at: "\($0)", speaks: speaks, .configured) }
            + settings.redirect.map {
                ServiceFacts("http", at: "\($0)", speaks: "HTTP/1.1, points to TLS", .configured)
            }
    }

    static func console(_ settings: Settings.Console, _ told: [String: [ServiceFacts]]) -> [ServiceFacts] {
        let control: [ServiceFacts] =
            told["control"]
            ?? settings.socket.map { [ServiceFacts("control", at: $0, speaks: "gnomon's own commands", .configured)] }
            ?? [ServiceFacts("control", speaks: "gnomon's own commands", .off, "See console.socket.")]
        let lines = settings.tty.map {
            ServiceFacts("console", at: $0, speaks: "a terminal at \(settings.baud) baud", .configured)
        }
        let none = ServiceFacts("console", speaks: "a terminal on a serial line", .off, "See console.tty.")
        return control + (told["session"] ?? []) + (told["console"] ?? (lines.isEmpty ? [none] : lines))
    }

    /// What answers the tools of other time servers.
    static func compatibility(
        _ settings: Settings.Compatibility, _ snapshot: ApplianceSnapshot, _ told: [String: [ServiceFacts]]
    ) -> [ServiceFacts] {
        let whom =
            settings.allow.isEmpty
            ? "This machine alone is answered."
            : "This machine is answered, and \(settings.allow.prefix(6).map { "\($0)" }.joined(separator: ", "))."
        return those(
            "chronyc", settings.chronyc.map { "\($0)" }, "chrony's command protocol, version 6, reading only", whom,
            told)
            + those("gpsd", settings.gpsd.map { "\($0)" }, "gpsd's JSON protocol, over TCP", whom, told)
            + (told["ntpq"] ?? [ntpq(settings, snapshot, whom)])
    }

    private static func those(
        _ name: String, _ places: [String], _ speaks: String, _ whom: String, _ told: [String: [ServiceFacts]]
    ) -> [ServiceFacts] {
        if let known = told[name] { return known }
        if places.isEmpty { return [ServiceFacts(name, speaks: speaks, .off, "See compatibility.\(name).")] }
        return places.map { ServiceFacts(name, at: $0, speaks: speaks, .configured, whom) }
    }

    /// Where NTP listens, it listens too.
    private static func ntpq(
        _ settings: Settings.Compatibility, _ snapshot: ApplianceSnapshot, _ whom: String
    ) -> ServiceFacts {
        let speaks = "NTP's control messages (mode 6), reading only"
        guard settings.ntpq else { return ServiceFacts("ntpq", speaks: speaks, .off, "See compatibility.ntpq.") }
        let refused = snapshot.ntp.dropped.filter { $0.name == "control" }
        let place = snapshot.ntp.listening.map { "\($0)" }.joined(separator: ", ")
        return ServiceFacts(
            "ntpq", at: place, speaks: speaks, place.isEmpty ? .off : .configured,
            place.isEmpty ? "NTP is not served." : whom, counts: refused)
    }

    static func records(_ settings: Settings.Journal, _ health: RecordHealth) -> ServiceFacts {
        ServiceFacts(
            "records", at: settings.database, speaks: "history, journal, outages and what waits to be told, in SQLite",
            health.isWell ? .serving : .failing, health.sentence,
            counts: [
                NamedCount("octets", UInt64(max(0, health.usedOctets))),
                NamedCount("samples waiting", UInt64(health.waitingSamples)),
                NamedCount("samples lost", UInt64(health.lostSamples)),
                NamedCount("entries lost", UInt64(health.lostEntries)),
                NamedCount("notices lost", UInt64(health.lostNotices)),
            ])
    }

    static func notices(_ settings: Settings.Alarms, _ told: [String: [ServiceFacts]]) -> [ServiceFacts] {
        if let known = told["notices"], !known.isEmpty { return known }
        let speaks = "alarms by syslog, mail, webhook or relay"
        if settings.channels.isEmpty { return [ServiceFacts("notices", speaks: speaks, .off, "See alarms.channels.")] }
        return settings.channels.map { ServiceFacts("notices", at: $0.name, speaks: speaks, .configured) }
    }
}
