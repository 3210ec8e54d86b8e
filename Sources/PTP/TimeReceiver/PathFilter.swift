// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Where the clock is by the last Syncs and what is known of the way. Whatever holds messages up makes them later, never
/// earlier, so the quickest of late are believed: of the way's measurements the least, and of the Syncs the one that came
/// with the least delay.
struct PathFilter: Sendable {
    struct Sample: Sendable, BitwiseCopyable {
        var at: MonotonicInstant
        var value: Duration
    }

    struct Estimate: Sendable, BitwiseCopyable {
        /// When the last Sync came.
        var newest: MonotonicInstant
        /// Our scale − the master's.
        var offset: Duration
        /// To the master; not negative.
        var delay: Duration
        /// One standard deviation of the Syncs.
        var jitter: Duration
    }

    /// How fast the scales may drift apart, fractional, where our oscillator's rate is known as far as that goes.
    static let tolerance = 15e-6
    /// No oscillator is off by more, fractional: a Sync of before counts for so much less, and cannot hide such a drift.
    private static let fastest = 50e-6
    /// Measurements of the way that are older say nothing of it.
    private static let wayLasts: Duration = .seconds(300)
    /// And Syncs nothing of the clock.
    private static let syncLasts: Duration = .seconds(30)
    /// A way is not shorter than nothing by more than stamps are noisy; if it seems to be, a clock was set in between.
    private static let noise: Duration = .microseconds(20)

    private var syncs = InlineArray<16, Sample?>(repeating: nil)
    private var ways = InlineArray<16, Sample?>(repeating: nil)
    private var (syncCount, wayCount) = (0, 0)
    /// Syncs in a row that came at quite another time than those before.
    private var strangers = 0
    /// So far from those before, at least, and so many of them: a clock was set.
    private static let step: Duration = .milliseconds(1)
    private static let enough = 3

    /// Offset and delay together, as the last Sync had them.
    var lastSync: Duration? { syncCount == 0 ? nil : syncs[(syncCount - 1) & 15]?.value }

    /// A single stranger is a stray; of several what they say is true, and all before them is not.
    mutating func hear(sync value: Duration, at now: MonotonicInstant) {
        if isStrange(value, at: now) {
            strangers += 1
            if strangers < Self.enough { return }
            self = PathFilter()
        }
        strangers = 0
        syncs[syncCount & 15] = Sample(at: now, value: value)
        syncCount += 1
    }

    mutating func hear(delay: Duration, at now: MonotonicInstant) {
        guard delay >= .zero - Self.noise else { return }
        ways[wayCount & 15] = Sample(at: now, value: delay)
        wayCount += 1
    }

    /// - Parameter usual: the Syncs' deviation while there are too few to measure it.
    func estimate(at now: MonotonicInstant, usual: Duration) -> Estimate? {
        guard syncCount > 0, let newest = syncs[(syncCount - 1) & 15], let delay = delay(at: now),
            let quickest = quickest(at: newest.at)
        else { return nil }
        return Estimate(
            newest: newest.at, offset: quickest - delay, delay: delay, jitter: jitter(at: newest.at, usual: usual))
    }

    private func isStrange(_ value: Duration, at now: MonotonicInstant) -> Bool {
        guard let usual = quickest(at: now) else { return false }
        return (value - usual).magnitude > max(Self.step, jitter(at: now, usual: .zero) * 8)
    }

    private func delay(at now: MonotonicInstant) -> Duration? {
        var least: Duration?
        for index in ways.indices {
            guard let way = ways[index], now - way.at <= Self.wayLasts else { continue }
            least = least.map { min($0, way.value) } ?? way.value
        }
        return least.map { max($0, .zero) }
    }

    private func quickest(at now: MonotonicInstant) -> Duration? {
        var best: (value: Duration, rank: Duration)?
        for index in syncs.indices {
            guard let sync = syncs[index], now - sync.at <= Self.syncLasts else { continue }
            let rank = sync.value + .realSeconds(Self.fastest * (now - sync.at).realSeconds)
            if best.map({ rank < $0.rank }) ?? true { best = (sync.value, rank) }
        }
        return best?.value
    }

    private func jitter(at now: MonotonicInstant, usual: Duration) -> Duration {
        var (count, sum, squares, first) = (0.0, 0.0, 0.0, Duration?.none)
        for index in syncs.indices {
            guard let sync = syncs[index], now - sync.at <= Self.wayLasts else { continue }
            let base = first ?? sync.value
            first = base
            let x = (sync.value - base).realSeconds
            (count, sum, squares) = (count + 1, sum + x, squares + x * x)
        }
        guard count > 3 else { return usual }
        let variance = (squares - sum * sum / count) / (count - 1)
        return max(.realSeconds(max(0, variance).squareRoot()), .nanoseconds(1))
    }
}
