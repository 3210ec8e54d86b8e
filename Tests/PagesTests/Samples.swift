// SPDX-License-Identifier: Apache-2.0

import Appliance
import Pages
import StillAppliance
import TimeBase

/// Pages to look at.
enum Samples {
    static let hostile = "<script>alert(1)</script>\"' onload='x&\u{0}\u{7}"
    /// To Swift this quote is one character with the mark on it; to a browser it ends the attribute.
    static let disguised = "\"\u{301} autofocus onfocus=alert(1) x=\"\u{20DD}"

    static let admin = Visitor(name: "ada", mayOperate: true, mayAdminister: true, csrf: "sesame")

    static func frame(
        _ snapshot: ApplianceSnapshot = .locked, alarms: [Alarm] = [], visitor: Visitor? = admin
    ) -> PageFrame {
        PageFrame(
            snapshot: snapshot, alarms: alarms, visitor: visitor,
            pending: PendingChange(version: 12, secondsLeft: 48, by: "ada"))
    }

    /// Every text that comes from outside, in its place.
    static func all(saying text: String) -> [(name: String, page: String)] {
        var snapshot = ApplianceSnapshot.locked
        snapshot.receiver.model = text
        snapshot.receiver.device = text
        snapshot.receiver.antenna = text
        snapshot.receiver.satellites.append(
            SatelliteFacts(
                constellation: text, number: 3, elevationDegrees: 10, azimuthDegrees: 20, carrierToNoise: 30,
                isUsed: true))
        snapshot.followers = [FollowerFacts(name: text)]
        snapshot.missing = [text]
        snapshot.ptp = .serving
        snapshot.ptp.ports[0].interface = text
        snapshot.ptp.ports[0].stampsText = text
        snapshot.ptp.socketTrouble = text
        var frame = frame(
            snapshot, alarms: [Alarm(text, .critical, text, since: text, acknowledged: text, hint: text)],
            visitor: Visitor(name: text, mayOperate: true, mayAdminister: true, csrf: text))
        frame.pending = PendingChange(version: 12, secondsLeft: 48, by: text)
        return pages(in: frame, saying: text) + [
            ("login", PageRenderer.login(next: "/" + text)), ("setup", PageRenderer.setup(asksForToken: true)),
            ("fault", PageRenderer.fault(title: text, detail: text)),
            (
                "restoring",
                PageRenderer.restoring(
                    RestoreFacts(
                        made: moment, program: text, faults: [text],
                        changes: [.init(what: text, now: text, then: text)]))
            ),
        ]
    }

    private static func pages(in frame: PageFrame, saying text: String) -> [(name: String, page: String)] {
        var sky = SkyFacts()
        sky.survey = text
        return [
            ("overview", PageRenderer.overview(in: frame)), ("sky", PageRenderer.sky(sky, in: frame)),
            ("clock", PageRenderer.clock(clock(text), in: frame)),
            ("ptp", PageRenderer.ptp(PTPReport(frame.snapshot), in: frame)),
            ("clients", PageRenderer.clients(clients(text), in: frame)),
            ("sources", PageRenderer.sources([source(text)], in: frame)),
            ("watch", PageRenderer.watch(watch(text), in: frame)),
            ("watched clock", PageRenderer.watchedClock(text, of: text, watch(text), in: frame)),
            ("no watched clock", PageRenderer.watchedClock("", of: text, watch(text), in: frame)),
            ("events", PageRenderer.events(journal(text), in: frame)),
            ("settings", PageRenderer.settings(settings(text), in: frame)),
        ]
    }

    static let moment = UTCInstant(day: 17_000, secondOfDay: 3600)

    private static func clock(_ text: String) -> ClockFacts {
        var facts = ClockFacts(
            pastOutages: [
                .init(
                    began: moment, cause: text, seconds: 60, predictedNs: 900, promisedNs: 880, foundNs: -12,
                    uncertaintyNs: 5, isKept: true), .init(began: moment, cause: text),
            ], outageSummary: text, hasTemperature: true)
        (facts.drift, facts.temperature, facts.basis) = (text, text, text)
        facts.pastOutages[1].notFound = text
        return facts
    }

    private static func watch(_ text: String) -> WatchReport {
        var snapshot = ApplianceSnapshot.locked
        snapshot.watch = .raft([1, 80, nil])
        snapshot.watch.groups[0].name = text
        for number in 0..<3 { snapshot.watch.targets[number].name = text }
        snapshot.watch.unknown = [UnknownName(group: 0, name: text, reason: text)]
        snapshot.watch.trouble = text
        return WatchReport(snapshot)
    }

    private static func clients(_ text: String) -> ClientsFacts {
        var facts = ClientsFacts(ntp: [
            .init(
                address: text, version: 4, requests: 48_210, perMinute: 3.75, lastSeen: moment, authentication: text,
                refused: [NamedCount(text, 3)])
        ])
        var client = PTPClientFacts.still
        client.interface = text
        facts.ptp = ClientsReport([], ptp: [client], in: .locked)
        return facts
    }

    private static func source(_ text: String) -> SourceRow {
        var row = SourceRow(verdict: .falseticker, name: text, kind: text, reason: text)
        row.referenceId = text
        row.reach = 0o377
        row.offsetNs = -3.1e9
        return row
    }

    private static func journal(_ text: String) -> JournalFacts {
        JournalFacts(
            entries: [
                .init(
                    id: 7, utc: moment, kind: text, severity: text, who: text, from: text, text: text, old: text,
                    new: text)
            ], filter: .init(kind: text, severity: text, text: text), next: 6, trouble: text)
    }

    private static func settings(_ text: String) -> SettingsFacts {
        var facts = SettingsFacts(
            text: text + "\n</textarea>", version: 12,
            versions: [
                .init(number: 12, utc: moment, by: text, note: text), .init(number: 11, utc: moment, by: text),
            ],
            users: [.init(name: text, role: text, note: text), .init(name: "bob", role: "viewer")],
            tokens: [.init(id: text, name: text, role: text)],
            channels: [.init(name: text, kind: text, state: text, isFailing: true, waiting: 3, lastDelivery: moment)])
        facts.routes = RoutesFacts(
            channels: [text], usual: nil,
            alarms: [.init(id: text, severity: text, channels: [text]), .init(id: "no-fix", severity: "warning")])
        facts.certificate = CertificateFacts(
            subject: text, issuer: text, names: [text], key: text, begins: moment, ends: moment, fingerprint: text,
            isOwn: false)
        return facts
    }
}
