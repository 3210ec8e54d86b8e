// SPDX-License-Identifier: Apache-2.0

/// How a channel fares.
public struct ChannelHealth: Sendable, Hashable {
    public var name: String
    /// Whither and how, for people.
    public var summary: String
    /// Since when it has not delivered, as our clock showed it: ms since 1970-01-01 UTC; `nil`: it does, or was never
    /// used.
    public var failingSince: Int64?
    /// Why it did not deliver last; a part of a sentence.
    public var reason: String?
    /// How many notices wait, 1,000 at most; exact when it fails or rests.
    public var waiting = 0
    /// Notices since the start that were given up, since the other side would not have them.
    public var givenUp = 0
    /// When it delivered last: ms since 1970-01-01 UTC.
    public var lastDelivery: Int64?

    public var isFailing: Bool { failingSince != nil }

    /// For the alarm and the page.
    public var sentence: String {
        let lost = givenUp == 0 ? "" : " \(givenUp) given up since the start."
        guard isFailing else { return "The channel \(name) works.\(lost)" }
        let queue = waiting == 1 ? "1 notice waits" : "\(waiting) notices wait"
        return "The channel \(name) does not deliver: \(reason ?? "not known why"); \(queue).\(lost)"
    }
}

/// What came of a channel's test.
public struct ChannelTest: Sendable, Hashable {
    public var isDelivered: Bool
    public var sentence: String

    public init(isDelivered: Bool, sentence: String) { (self.isDelivered, self.sentence) = (isDelivered, sentence) }
}
