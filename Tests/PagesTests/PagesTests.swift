// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NTP
import Pages
import StillAppliance
import Testing
import TimeBase

/// What the single pages say.
struct PagesTests {
    private let frame = Samples.frame()

    @Test func `the sky is drawn and told: used is another shape than heard, and names carry their constellation`() {
        let markup = Markup(PageRenderer.sky(SkyFacts(timeAccuracyNs: 12), in: frame))
        #expect(markup.text.contains("GPS 3"))
        #expect(markup.text.contains("G03"))
        #expect(markup.text.contains("E11"))
        #expect(markup.all("g").contains { $0.attributes["class"] == "gps used" })
        #expect(markup.all("title").contains { $0.text.contains("1 satellite placed in the sky, 1 used") })
    }

    @Test func `what the receiver does not tell is said to be so`() {
        let silent = Markup(PageRenderer.sky(SkyFacts(), in: frame)).text
        #expect(silent.contains("not told by the receiver"))
        let told = Markup(PageRenderer.sky(SkyFacts(survey: "done", spoofing: "ok"), in: frame)).text
        #expect(told.contains("done"))
    }

    @Test func `a sky without satellites is a page too`() {
        let markup = Markup(PageRenderer.sky(SkyFacts(), in: Samples.frame(.starting)))
        #expect(markup.fault == nil)
        #expect(markup.text.contains("The receiver names none."))
    }

    @Test func `a cluster is told server by server, and who leads it`() {
        var snapshot = ApplianceSnapshot.locked
        var (one, other) = (
            ClusterPeerFacts(address: .loopback(port: 2)), ClusterPeerFacts(address: .loopback(port: 3))
        )
        (one.stratum, one.reach, one.offset, one.bound) = (10, 0o377, .microseconds(1), .microseconds(2))
        other.unfitness = .unreachable
        snapshot.peers = [one, other]
        var standing = ClusterStanding(at: snapshot.now)
        (standing.role, standing.peer) = (.follower, 0)
        snapshot.cluster = standing
        let cluster = StatusReport.Cluster(snapshot)
        var ntp = StatusReport(.locked).ntp
        ntp.broadcasts = [BroadcastFacts(to: "10.0.0.255:123", key: 7, everySeconds: 64)]
        ntp.manycast = [ManycastFacts(group: "239.192.0.1", isFound: true)]
        let text = Markup(PageRenderer.sources([], cluster: cluster, ntp: ntp, in: frame)).text
        #expect(text.contains("NTP clients are told: follower of 127.0.0.1:2; 1 of 2 peers can be followed."))
        #expect(text.contains("leads") && text.contains("377") && text.contains("127.0.0.1:3"))
        #expect(text.contains("Broadcast to 10.0.0.255:123") && text.contains("with key 7, one every 64 s"))
        #expect(text.contains("Manycast in 239.192.0.1") && text.contains("clients find this server"))
        #expect(!Markup(PageRenderer.sources([], ntp: StatusReport(.locked).ntp, in: frame)).text.contains("Cluster"))
    }

    @Test func `sources are told as readers of ntpq know them`() {
        var row = SourceRow(verdict: .falseticker, name: "ntp.example", kind: "ntp", reason: "Two others disagree.")
        row.reach = 0o377
        row.offsetNs = -3.1e9
        let text = Markup(PageRenderer.sources([row], in: frame)).text
        for part in ["377", "\u{2212}3.1 s", "falseticker", "Two others disagree."] { #expect(text.contains(part)) }
        #expect(Markup(PageRenderer.sources([], in: frame)).text.contains("There is nothing"))
    }

    @Test func `the journal's links keep what was searched for`() {
        let facts = JournalFacts(entries: [], filter: .init(kind: "login", text: "a&b"), next: 42)
        let links = Markup(PageRenderer.events(facts, in: frame)).all("a").compactMap { $0.attributes["href"] }
        #expect(links.contains("/events?kind=login&text=a%26b&before=42"))
        #expect(links.contains("/api/v1/log?kind=login&text=a%26b&format=csv"))
    }

    @Test func `what outages did is told beside what was promised, and what could not be found as that`() {
        var facts = ClockFacts(
            pastOutages: [
                .init(
                    began: Samples.moment, cause: "the receiver lost its fix", seconds: 612, predictedNs: 2100,
                    promisedNs: 1800, foundNs: -420, uncertaintyNs: 130, isKept: true),
                .init(began: Samples.moment, cause: "the pulse was lost", seconds: 99),
            ], outageSummary: "1 of 1 outage stayed within what was promised.")
        facts.pastOutages[0].warming = -1.25
        facts.live = [.init("By day", "swings by 310 ppb")]
        (facts.pastOutages[1].notFound, facts.pastOutages[1].gaveUpAfter) = ("not found: restarted", 60)
        let markup = Markup(PageRenderer.clock(facts, in: frame))
        #expect(markup.fault == nil)
        for part in [
            "1 of 1 outage stayed", "the receiver lost its fix", "10 min", "± 2.1 µs", "± 1.8 µs", "\u{2212}420 ns",
            "± 130 ns", "yes", "By day", "swings by 310 ppb", "\u{2212}1.3 K", "not found: restarted", "given up after",
        ] { #expect(markup.text.contains(part), "\(part)") }
        let none = Markup(PageRenderer.clock(ClockFacts(), in: frame))
        #expect(none.text.contains("There was none yet.") && none.text.contains("not learned yet"))
        #expect(none.text.contains("no temperature is measured"))
    }

    @Test func `settings are for administrators`() {
        let closed = Markup(PageRenderer.settings(nil, in: Samples.frame(visitor: nil)))
        #expect(closed.all("textarea").isEmpty)
        #expect(closed.text.contains("Log in"))
        let open = Markup(PageRenderer.settings(SettingsFacts(text: "\nboard:\n", version: 3), in: frame))
        #expect(open.all("textarea").first?.attributes["data-version"] == "3")
    }

    @Test func `who has logged in may change his own password, whatever his rights`() {
        let visitor = Visitor(name: "bob", mayOperate: false, mayAdminister: false, csrf: "x")
        let forms = Markup(PageRenderer.settings(nil, in: Samples.frame(visitor: visitor))).all("form")
        #expect(
            forms.contains { $0.attributes["action"] == "/api/v1/users/bob" && $0.attributes["data-method"] == "PUT" })
    }

    @Test func `nobody removes himself, and what is in force is not restored`() {
        let facts = SettingsFacts(
            text: "", version: 2,
            versions: [
                .init(number: 2, utc: Samples.moment, by: "ada"), .init(number: 1, utc: Samples.moment, by: "ada"),
            ], users: [.init(name: "ada", role: "admin"), .init(name: "b/b", role: "viewer")])
        let forms = Markup(PageRenderer.settings(facts, in: frame)).all("form")
        let actions = forms.compactMap { $0.attributes["action"] }
        let removals = forms.filter { $0.attributes["data-method"] == "DELETE" }.compactMap { $0.attributes["action"] }
        #expect(removals == ["/api/v1/session", "/api/v1/users/b%2Fb"])
        #expect(actions.filter { $0.hasPrefix("/api/v1/config/versions") } == ["/api/v1/config/versions/1/restore"])
    }

    @Test func `the first set-up asks for the console's token only where there is one`() {
        #expect(Markup(PageRenderer.setup(asksForToken: true)).all("input").count == 4)
        #expect(Markup(PageRenderer.setup(asksForToken: false)).all("input").count == 3)
    }
}
