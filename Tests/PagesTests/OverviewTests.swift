// SPDX-License-Identifier: Apache-2.0

import Appliance
import Pages
import StillAppliance
import Testing
import TimeBase

struct OverviewTests {
    private func told(_ snapshot: ApplianceSnapshot = .locked, alarms: [Alarm] = [], visitor: Visitor? = nil) -> Markup
    {
        Markup(PageRenderer.overview(in: PageFrame(snapshot: snapshot, alarms: alarms, visitor: visitor)))
    }

    @Test func `the state's word, its reason and its bound stand there before any script runs`() {
        let text = told().text
        #expect(text.contains("locked"))
        #expect(text.contains("The pulse and GPS agree; 9 satellites used."))
        #expect(text.contains("350 ns"))
        #expect(text.contains("\u{2212}12 ns"))
        #expect(text.contains("+1.500 ppm"))
        #expect(text.contains("one is inserted before 2017-01-01 00:00:00 UTC"))
    }

    @Test func `the title and the tab's icon carry the state`() {
        let markup = told(.starting)
        #expect(markup.all("title").first?.text == "starting — Gnomon")
        #expect(markup.all("link").first?.attributes["href"] == "/static/starting.svg")
        #expect(markup.all("body").first?.attributes["data-state"] == "starting")
        #expect(markup.all("use").first?.attributes["href"] == "#mark-starting")
    }

    @Test func `a bound that is not known is said to be so`() {
        #expect(told(.starting).text.contains("not known"))
    }

    @Test func `every state has a shape of its own`() {
        let symbols = told().all("symbol").compactMap { $0.attributes["id"] }
        #expect(symbols == TimeState.Phase.allCases.map { "mark-" + $0.name })
        let icons = TimeState.Phase.allCases.compactMap { StaticFile.all[$0.name + ".svg"]?.bytes }
        #expect(icons.count == TimeState.Phase.allCases.count)
        for icon in icons { #expect(Markup(String(decoding: icon, as: UTF8.self)).fault == nil) }
    }

    @Test func `in holdover it is told when the bound will pass what people care for`() {
        #expect(!told().text.contains("If nothing more is heard"))
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.phase = .holdover
        snapshot.state.errorBound = ErrorBound(base: .nanoseconds(500), growth: 1e-9)
        let text = told(snapshot).text
        #expect(text.contains("If nothing more is heard"))
        #expect(text.contains("2017-01-01 00:08:07 UTC"))
    }

    @Test func `an alarm has its hint, and a button for whoever may acknowledge it`() {
        let alarms = [
            Alarm("gnss-lost", .critical, "No fix.", hint: "Look at the antenna."),
            Alarm("holdover", .warning, "It runs on.", acknowledged: "bob"),
        ]
        let markup = told(alarms: alarms, visitor: Samples.admin)
        #expect(markup.text.contains("Look at the antenna."))
        #expect(markup.text.contains("acknowledged by bob"))
        let actions = markup.all("form").compactMap { $0.attributes["action"] }.filter { $0.contains("acknowledge") }
        #expect(actions == ["/api/v1/alarms/gnss-lost/acknowledge"])
        let closed = told(alarms: alarms).all("form").compactMap { $0.attributes["action"] }
        #expect(closed.allSatisfy { !$0.contains("acknowledge") })
        #expect(told().text.contains("No alarms"))
    }

    @Test func `settings on trial are told on every page, with the way back for whoever may`() {
        for (name, page) in Samples.all(saying: "ada").prefix(7) {
            let markup = Markup(page)
            let pending = markup.elements.first { $0.attributes["id"] == "pending" }
            #expect(pending?.attributes["data-seconds-left"] == "48", "\(name)")
            #expect(markup.all("form").contains { $0.attributes["action"] == "/api/v1/config/rollback" }, "\(name)")
        }
        let viewer = Markup(PageRenderer.overview(in: Samples.frame(visitor: nil)))
        #expect(!viewer.all("form").contains { $0.attributes["action"] == "/api/v1/config/rollback" })
    }
}

struct HoldoverOutlookTests {
    @Test func `a bound that does not grow passes nothing, and one that has passed is told as such`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.errorBound = ErrorBound(base: .microseconds(20))
        let passings = HoldoverOutlook(of: snapshot).passings
        #expect(passings.map(\.limit) == HoldoverOutlook.limits)
        #expect(passings.map(\.after) == [.zero, .zero, nil, nil])
    }

    @Test func `what has gone by since the state was computed counts`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.errorBound = ErrorBound(base: .nanoseconds(500), growth: 1e-9)
        let first = HoldoverOutlook(of: snapshot).passings[0]
        #expect(((first.after ?? .zero) - .seconds(498)).magnitude < .microseconds(1))
        #expect(first.at?.iso8601(decimals: 0) == "2017-01-01T00:08:07Z")
    }
}
