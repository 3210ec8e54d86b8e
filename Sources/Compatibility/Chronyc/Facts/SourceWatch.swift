// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension Chronyc {
    /// How much was heard of something since the watch began, and for how long, from a count that only grows.
    struct SourceWatch: Sendable {
        private var count: UInt64?
        private var last: MonotonicInstant?
        private var first: MonotonicInstant?
        private(set) var samples: UInt32 = 0

        /// - Parameters:
        ///   - total: how often it was heard until now.
        ///   - instant: when it was heard last; `nil`: never, or it is worth nothing.
        mutating func note(total: UInt64, at instant: MonotonicInstant?) {
            defer { count = total }
            guard let instant, let count, total > count else { return }
            samples &+= UInt32(clamping: total - count)
            (first, last) = (first ?? instant, instant)
        }

        /// Whole seconds from the first to the last time that it was heard.
        var span: UInt32 {
            guard let first, let last else { return 0 }
            return UInt32(clamping: (last - first).wholeSeconds)
        }
    }
}
