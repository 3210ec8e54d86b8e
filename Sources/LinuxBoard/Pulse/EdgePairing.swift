// SPDX-License-Identifier: Apache-2.0

/// Tells a pulse's leading edges from its trailing ones where stamps do not say which they are: a pulse per second is
/// short, so the leading edge is the one after the long gap.
///
/// Some drivers stamp both edges whatever was asked, and the kernel's stamps name none (struct ptp_extts_event).
/// A pulse of half a second cannot be told apart.
struct EdgePairing {
    private var last: Int64?
    private var comesInPairs = false

    private static let longGap: Int64 = 550_000_000
    /// From one edge to the next of the same kind; between pairs it means that an edge was missed.
    private static let wholeGap: Int64 = 980_000_000
    private static let shortGap: Int64 = 450_000_000

    /// `nil`: it cannot be told of this one.
    mutating func isLeading(_ nanoseconds: Int64) -> Bool? {
        defer { last = nanoseconds }
        guard let last else { return nil }
        let gap = nanoseconds &- last
        guard gap > 0 else { return nil }
        if gap < Self.shortGap {
            comesInPairs = true
            return false
        }
        if gap < Self.longGap || (comesInPairs && gap > Self.wholeGap) { return nil }
        return true
    }
}
