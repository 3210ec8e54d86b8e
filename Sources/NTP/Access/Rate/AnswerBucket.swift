// SPDX-License-Identifier: Apache-2.0

/// A token bucket in one number: when it is full again (the generic cell rate algorithm of ITU-T I.371). All in
/// nanoseconds.
struct AnswerBucket: BitwiseCopyable, Sendable {
    /// How fast one fills.
    struct Size: BitwiseCopyable, Sendable {
        /// Between tokens.
        let spacing: Int64
        /// How far the moment of being full may lie ahead while there is still a token.
        let reach: Int64

        init(spacing: Int64, burst: Int64) { (self.spacing, reach) = (max(spacing, 1), max(spacing, 1) * (burst - 1)) }

        /// As many a second, and a tenth of a second's at once; `nil` for none at all.
        init?(perSecond: UInt32) {
            guard perSecond > 0 else { return nil }
            self.init(spacing: 1_000_000_000 / Int64(perSecond), burst: max(Int64(perSecond) / 10, 1))
        }
    }

    private var full: Int64

    /// Full.
    init(at now: Int64) { full = now }

    func isFull(at now: Int64) -> Bool { full <= now }

    /// Takes a token, if there is one.
    mutating func take(_ size: Size, at now: Int64) -> Bool {
        guard full &- now <= size.reach else { return false }
        full = max(full, now) &+ size.spacing
        return true
    }
}
