// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Chronyc {
    /// Who asks, how often, and how often that is too often: so many at once and so many a second for each address and for
    /// all together, so that a flood costs little. Of ever new addresses, the longest silent ones are forgotten.
    struct AskerBook: Sendable {
        static let most = 64
        /// A client that lists thousands of clients asks for eight at a time.
        static let burst = 2_000.0, perSecond = 500.0
        static let burstOfAll = 4_000.0, perSecondOfAll = 1_000.0

        private struct Asker {
            var allowance = Allowance(burst: AskerBook.burst)
            var hits: UInt64 = 0
            var drops: UInt64 = 0
        }

        private struct Allowance {
            var left: Double
            var last: MonotonicInstant?

            init(burst: Double) { left = burst }

            /// Whether there is one left, which is then used.
            mutating func take(at now: MonotonicInstant, burst: Double, perSecond: Double) -> Bool {
                let gained = last.map { max(0, (now - $0).realSeconds) * perSecond } ?? 0
                (left, last) = (min(burst, left + gained), now)
                guard left >= 1 else { return false }
                left -= 1
                return true
            }
        }

        private var askers: [IPAddress: Asker] = [:]
        private var all = Allowance(burst: Self.burstOfAll)

        /// Notes a request. Returns whether it is to be looked at.
        /// - Parameter address: `nil` stands for all that is asked over a file.
        mutating func admit(_ address: IPAddress?, at now: MonotonicInstant) -> Bool {
            let key = address ?? Self.local
            if askers[key] == nil && askers.count >= Self.most { forgetOne() }
            var asker = askers[key] ?? Asker()
            asker.hits &+= 1
            let isWithin =
                asker.allowance.take(at: now, burst: Self.burst, perSecond: Self.perSecond)
                && all.take(at: now, burst: Self.burstOfAll, perSecond: Self.perSecondOfAll)
            if !isWithin { asker.drops &+= 1 }
            askers[key] = asker
            return isWithin
        }

        /// By address; what is asked over a file has none.
        func asked(at now: MonotonicInstant) -> [IPAddress: Asking] {
            askers.filter { $0.key != Self.local }.mapValues { asker in
                let age = asker.allowance.last.map { (now - $0).realSeconds }
                return Asking(hits: asker.hits, drops: asker.drops, age: age)
            }
        }

        private static var local: IPAddress { IPAddress(number: 0) }

        private mutating func forgetOne() {
            let oldest = askers.min { ($0.value.allowance.last, $0.key) < ($1.value.allowance.last, $1.key) }
            if let oldest { askers[oldest.key] = nil }
        }
    }
}

/// Never is before everything.
private func < (a: (MonotonicInstant?, IPAddress), b: (MonotonicInstant?, IPAddress)) -> Bool {
    if let first = a.0, let second = b.0, first != second { return first < second }
    if (a.0 == nil) != (b.0 == nil) { return a.0 == nil }
    return a.1 < b.1
}
