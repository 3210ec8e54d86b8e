// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension Chronyc {
    /// What becomes of something that should be heard once a second: its reachability register and how much was heard,
    /// from a count that only grows.
    struct SourceWatch: Sendable {
        private var register: UInt8 = 0
        private var count: UInt64?
        /// Heard since the register was last shifted.
        private var unshifted: UInt64 = 0
        private var last: MonotonicInstant?
        private var first: MonotonicInstant?
        /// Since the watch began.
        private(set) var samples: UInt32 = 0

        /// - Parameters:
        ///   - total: how often it was heard until now.
        ///   - instant: when it was heard last; `nil`: never, or it is worth nothing.
        mutating func note(total: UInt64, at instant: MonotonicInstant?) {
            guard let instant, let known = count, total > known else {
                count = total
                return
            }
            count = total
            samples &+= UInt32(clamping: total - known)
            unshifted &+= total - known
            guard let last else {
                (first, self.last, register, unshifted) = (instant, instant, 1, 0)
                return
            }
            let turns = Self.seconds(from: last, to: instant + Self.tolerance)
            guard turns > 0 else { return }
            let ones = min(UInt64(turns), unshifted, 8)
            register = shifted(by: turns) | UInt8(truncatingIfNeeded: (UInt64(1) << ones) - 1)
            (self.last, unshifted) = (instant, 0)
        }

        /// With a zero for each second in which it should have been heard and was not.
        func reach(at now: MonotonicInstant) -> UInt8 {
            guard let last else { return 0 }
            // Half a second late is not missed.
            return shifted(by: Self.seconds(from: last, to: now - .milliseconds(500)))
        }

        /// Whole seconds from the first to the last time that it was heard.
        var span: UInt32 {
            guard let first, let last else { return 0 }
            return UInt32(clamping: (last - first).wholeSeconds)
        }

        /// Less than a message wanders.
        private static let tolerance = Duration.milliseconds(100)

        private func shifted(by turns: Int) -> UInt8 { turns < 8 ? register << UInt8(max(0, turns)) : 0 }

        private static func seconds(from a: MonotonicInstant, to b: MonotonicInstant) -> Int {
            Int(clamping: (b - a).wholeSeconds)
        }
    }
}
