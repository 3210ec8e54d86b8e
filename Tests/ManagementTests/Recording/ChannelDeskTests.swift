// SPDX-License-Identifier: Apache-2.0

import Notices
import Pages
import StillAppliance
import Testing

@testable import Appliance
@testable import Management

@Suite struct `The channels of the configuration` {
    private static func channel(_ name: String, port: UInt16 = 9) -> Settings.Alarms.Channel {
        .init(name: name, kind: .syslog(.init(server: HostPort(host: "127.0.0.1", port: port), transport: .udp)))
    }

    private static func settings(_ channels: [Settings.Alarms.Channel]) -> Settings {
        var settings = Settings(defaultsFor: .simulated)
        settings.alarms.channels = channels
        return settings
    }

    private let desk = ChannelDesk(
        settings([channel("a"), channel("b")]).alarms, queue: MemoryNoticeQueue(), now: { 0 })

    @Test func `change while the program runs, and the settings say so`() throws {
        #expect(desk.liveKeys == ["alarms.channels", "alarms.route"])
        let live = desk.liveKeys
        for key in ["alarms.channels[0].server", "alarms.route.default", "alarms.route.jamming"] {
            #expect(SettingsChange.Effect(of: key, live: live) == .now)
        }
        #expect(SettingsChange.Effect(of: "alarms.limits.satellites", live: live) == .restart)
    }

    @Test func `are those of the last settings`() async throws {
        #expect(await desk.dispatcher.health().map(\.name) == ["a", "b"])
        desk.apply(Self.settings([Self.channel("b", port: 10), Self.channel("c")]))
        #expect(await desk.dispatcher.health().map(\.name) == ["b", "c"])
        #expect(await desk.dispatcher.health().first?.summary.contains("10") == true)
    }

    @Test func `have the front panel among them, which shows what is routed to it`() async throws {
        var settings = Self.settings([Self.channel("a"), .init(name: "lamp", kind: .relay)])
        settings.alarms.route = ["jamming": ["a"]]
        desk.apply(settings)
        var snapshot = ApplianceSnapshot.locked
        #expect(await desk.facts(snapshot).map(\.kind) == ["syslog", "relay"])
        snapshot.alarms = [Alarm("jamming", .warning, "x")]
        #expect(await desk.facts(snapshot).last?.state == "It shows no alarm.")
        snapshot.alarms?.append(Alarm("pulse-lost", .critical, "x"))
        #expect(await desk.facts(snapshot).last?.state == "It shows an alarm: pulse-lost.")
        let tested = await desk.test("lamp", by: StillAppliance(.locked))
        #expect(tested?.isDelivered == false)
        #expect(tested?.sentence == "The test did not go out: there is no front panel here.")
        #expect(await desk.test("nobody", by: StillAppliance(.locked)) == nil)
    }
}
