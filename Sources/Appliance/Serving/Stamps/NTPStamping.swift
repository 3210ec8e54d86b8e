// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Synchronization
import TimeBase

/// Who stamps what NTP hears and sends, on every interface: a thread that keeps the cards' clocks compared, where there is a
/// card to use.
final class NTPStamping: Sendable {
    /// How often the cards' clocks are compared, and interfaces looked for.
    private static let pace: Duration = .milliseconds(500)
    private static let search: Duration = .seconds(10)

    private struct Desk {
        var wish: StampKeeper.Wish
        /// Whether there is a machine whose cards may be used.
        let isReal: Bool
        var facts: [StampingFacts] = []
        var isRunning = false
    }

    /// For those who read stamps.
    let cards = CardStamps()
    private let desk: Mutex<Desk>
    private let stopping = StopFlag()

    init(_ settings: Settings) {
        desk = Mutex(Desk(wish: StampKeeper.Wish(settings), isReal: settings.board.kind == .linux))
    }

    /// In force within half a second.
    func apply(_ settings: Settings) { desk.withLock { $0.wish = StampKeeper.Wish(settings) } }

    /// Begins where it has not yet; to be called every now and then.
    func keepUp() {
        desk.withLock { desk in
            guard desk.isReal, !desk.isRunning, !stopping.isRaised else { return }
            desk.isRunning = (try? HostThread.spawn(name: "ntp-stamps") { [self] in run() }) != nil
        }
    }

    func stop() { stopping.raise() }

    /// As last looked at.
    var facts: [StampingFacts] { desk.withLock(\.facts) }

    private func run() {
        var keeper = StampKeeper(cards)
        var (wish, searched): (StampKeeper.Wish?, MonotonicInstant) = (nil, HostClock.now)
        while !stopping.isRaised {
            let (wanted, now) = (desk.withLock(\.wish), HostClock.now)
            if wanted != wish || now - searched >= Self.search {
                keeper.look(wanted)
                (wish, searched) = (wanted, now)
            }
            let facts = keeper.compare()
            desk.withLock { $0.facts = facts }
            HostThread.sleep(for: Self.pace)
        }
        keeper.end()
    }
}

extension StampKeeper.Wish {
    init(_ settings: Settings) {
        let places = settings.ntp.listen.map(\.address)
        // Those who are asked may be anywhere.
        let everywhere: [IPAddress] = settings.sources.isEmpty ? [] : [.anyV4]
        self.init(
            timestamps: settings.ntp.timestamps, keepsClock: settings.clock.kind != .virtual,
            listening: places + everywhere)
    }
}
