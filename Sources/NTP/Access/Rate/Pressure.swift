// SPDX-License-Identifier: Apache-2.0

/// How many of those that are not known are let through while more comes than can be taken: so few that the queue in front
/// stays short, for where it overflows it is chance that decides who is lost, and those who poll are lost with the others.
public struct Pressure: Sendable, BitwiseCopyable {
    /// Of the queue: from here on fewer are let through, and below the other more again.
    private static let high = 0.25
    private static let low = 0.05
    /// As seldom as this is looked, nanoseconds.
    private static let pace: Int64 = 1_000_000
    /// What was let through before a change must have left the queue until the next one.
    private static let patience: Int64 = 20_000_000
    /// For so long the queue must have been short until more are let through; and as often the known are told anew.
    private static let calm: Int64 = 200_000_000
    private static let least: UInt32 = 1 << 18

    /// In 2³², of those that are not known; the largest number: all.
    public private(set) var share = UInt32.max
    private var looked = Int64.min / 2
    private var changed = Int64.min / 2

    public init() {}

    /// Whether some are kept out.
    public var isHigh: Bool { share < .max }

    /// Whether it is time to look again, which is then done.
    public mutating func isDue(at now: Int64) -> Bool {
        guard now &- looked >= Self.pace else { return false }
        looked = now
        return true
    }

    /// - Parameters:
    ///   - fill: of the queue, 0 to 1.
    ///   - now: nanoseconds of the monotonic clock.
    /// - Returns: the share that is to be in force from now on, where that must be told.
    public mutating func step(_ fill: Double, at now: Int64) -> UInt32? {
        if fill >= Self.high {
            guard now &- changed >= Self.patience, share > Self.least else { return nil }
            share = max(share / 4, Self.least)
        } else if isHigh, now &- changed >= Self.calm {
            if fill < Self.low { share = share > .max / 5 * 4 ? .max : share / 4 * 5 }
        } else {
            return nil
        }
        changed = now
        return share
    }

    /// Lets all through; `nil` where that is so already.
    public mutating func end() -> UInt32? {
        guard isHigh else { return nil }
        share = .max
        return share
    }
}
