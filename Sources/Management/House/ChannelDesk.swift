// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Notices
import Operations
import Pages
import Synchronization
import TimeBase

/// The channels as the configuration has them now. The front panel's relay and lamp follow the alarms by themselves:
/// nothing waits for them in a queue.
final class ChannelDesk: LiveSettings {
    let dispatcher: NoticeDispatcher
    private let alarms: Mutex<Settings.Alarms>

    init(_ alarms: Settings.Alarms, queue: any NoticeQueue, now: @escaping @Sendable () -> Int64) {
        self.alarms = Mutex(alarms)
        dispatcher = NoticeDispatcher(
            channels: alarms.noticeChannels, routes: alarms.routes, queue: queue, now: now)
    }

    // MARK: Settings that change

    var liveKeys: [String] { ["alarms.channels", "alarms.route"] }

    /// A channel that stays the same goes on undisturbed; one that is changed sends what waits in its new way.
    func apply(_ settings: Settings) {
        let new = settings.alarms
        let old = alarms.withLock { alarms in
            defer { alarms = new }
            return alarms
        }
        let same = new.channels.filter(old.channels.contains).map(\.name)
        dispatcher.change(to: new.noticeChannels, keeping: Set(same), routes: new.routes)
    }

    // MARK: For people

    /// How each channel fares.
    func facts(_ snapshot: ApplianceSnapshot) async -> [SettingsFacts.Channel] {
        let (alarms, told) = (alarms.withLock(\.self), await dispatcher.health())
        return alarms.channels.map { channel in
            let health = told.first { $0.name == channel.name }
            return .init(
                name: channel.name, kind: channel.kind.name,
                state: health?.sentence ?? alarms.sentence(of: channel, in: snapshot),
                isFailing: health?.isFailing ?? false, waiting: health?.waiting,
                lastDelivery: health?.lastDelivery.map(UTCText.instant))
        }
    }

    /// Tells by one channel that this is a test; the front panel is turned over for a moment.
    /// - Returns: `nil`: there is no such channel.
    func test(_ name: String, by view: any ApplianceView) async -> ChannelTest? {
        let channel = alarms.withLock { $0.channels.first { $0.name == name } }
        if channel?.isRelay == true { return Self.testPanel(of: view) }
        let snapshot = view.snapshot
        let notice = Notice.test(
            of: name, id: UUID().uuidString, utcMilliseconds: snapshot.unixMilliseconds, host: Notice.thisHost,
            state: snapshot.state.reason.sentence)
        return await dispatcher.test(name, notice)
    }

    private static func testPanel(of view: any ApplianceView) -> ChannelTest {
        do throws(CommandRefusal) {
            let time = try view.testPanel()
            return ChannelTest(
                isDelivered: true, sentence: "The front panel's relay and lamp are turned over for \(time.humanText).")
        } catch {
            return ChannelTest(isDelivered: false, sentence: "The test did not go out: \(error.reason).")
        }
    }
}

extension Settings.Alarms {
    fileprivate var noticeChannels: [NoticeChannel] { channels.compactMap(NoticeChannel.init) }

    fileprivate var routes: NoticeRoutes { NoticeRoutes(byAlarm: route, byDefault: defaultRoute) }

    /// What the front panel shows by this channel.
    fileprivate func sentence(of channel: Channel, in snapshot: ApplianceSnapshot) -> String {
        guard let raised = snapshot.alarms else { return "It follows the alarms once somebody watches them." }
        let shown = raised.filter { channels(for: $0.name).contains(channel) }.map(\.name)
        return shown.isEmpty ? "It shows no alarm." : "It shows an alarm: \(shown.joined(separator: ", "))."
    }
}
