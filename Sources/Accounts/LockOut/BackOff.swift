// SPDX-License-Identifier: Apache-2.0

/// How long one must wait after failures: nothing for the first few, then a second, doubled with each one more.
public struct BackOff: Hashable, Sendable {
    /// Failures that cost nothing but themselves, at least 1; the last of them brings the first wait.
    public var free = 5
    public var first: Duration = .seconds(1)
    public var longest: Duration = .seconds(15 * 60)
    /// After as long without an attempt, failures are forgotten.
    public var memory: Duration = .seconds(24 * 3600)

    public init() {}

    /// After so many failures without a success between them; `nil` while there is no wait.
    public func wait(after failures: Int) -> Duration? {
        guard failures >= free else { return nil }
        return min(first * (1 << min(failures - free, 30)), longest)
    }
}
