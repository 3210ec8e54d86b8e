// SPDX-License-Identifier: Apache-2.0

/// When something is asked of the accounts. Nothing here reads a clock: whoever asks says when.
public struct Moment: Hashable, Sendable {
    /// On a clock that is never set, from any start; sessions and lock-outs are measured by it, so that a step of
    /// the time neither ends nor prolongs them.
    public var monotonic: Duration
    /// UTC, seconds since 1970-01-01 without leap seconds; `nil` while the appliance does not know the time.
    public var unixSeconds: Int64?

    public init(monotonic: Duration, unixSeconds: Int64?) {
        (self.monotonic, self.unixSeconds) = (monotonic, unixSeconds)
    }
}
