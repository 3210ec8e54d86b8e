// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization
import TimeBase
import TimeKeeping

/// The asking of other servers, from start to stop. What the settings say of them is in force within a quarter of a second.
final class UpstreamService: Sendable {
    private struct Wish {
        var settings: Settings
        var count: UInt64 = 0
    }

    private let wish: Mutex<Wish>
    private let told = Mutex(UpstreamsFacts())
    private let names = UpstreamNames()
    /// Those that are heard by PTP.
    let ptp: PTPSourceServing
    private let stopping = StopFlag()

    private let cards: CardStamps?

    /// - Parameter cards: the network cards whose stamps are better than the kernel's.
    init(_ settings: Settings, cards: CardStamps? = nil) {
        wish = Mutex(Wish(settings: settings))
        self.cards = cards
        ptp = PTPSourceServing(settings)
    }

    func start(_ channels: TimingChannels) throws(HostFault) {
        try names.start()
        _ = try HostThread.spawn(name: "ntp-client") { [self] in run(channels) }
    }

    func stop() {
        stopping.raise()
        names.stop()
        ptp.stop()
    }

    func apply(_ settings: Settings) {
        ptp.apply(settings)
        wish.withLock { wish in
            guard wish.settings.sources != settings.sources else { return }
            wish.settings.sources = settings.sources
            wish.count += 1
        }
    }

    var facts: UpstreamsFacts { told.withLock(\.self) }

    private func run(_ channels: TimingChannels) {
        while !stopping.isRaised {
            let (settings, count) = wish.withLock { ($0.settings, $0.count) }
            told.withLock { $0 = UpstreamsFacts() }
            if settings.sources.isEmpty { names.want([], at: HostClock.now) } else { ask(settings, count, channels) }
            while settings.sources.isEmpty, isCurrent(count) { stopping.sleep(for: .milliseconds(200)) }
        }
    }

    private func isCurrent(_ count: UInt64) -> Bool { !stopping.isRaised && wish.withLock { $0.count == count } }

    private func ask(_ settings: Settings, _ count: UInt64, _ channels: TimingChannels) {
        var thread = UpstreamThread(settings, channels, names, cards: cards, at: HostClock.now, box: ptp.box)
        while isCurrent(count) {
            thread.turn { servers, judgement in
                told.withLock { told in
                    told.servers = servers
                    (told.receiver, told.dispute) = (judgement.verdicts[0], judgement.dispute)
                }
            }
        }
    }
}
