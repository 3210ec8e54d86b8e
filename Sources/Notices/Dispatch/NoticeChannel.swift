// SPDX-License-Identifier: Apache-2.0

/// A sender under the name that the operator gave it.
public struct NoticeChannel: Sendable {
    public var name: String
    public var sender: any NoticeSender

    public init(_ name: String, _ sender: any NoticeSender) { (self.name, self.sender) = (name, sender) }
}

/// Who is told of what.
public struct NoticeRoutes: Sendable, Hashable {
    /// The channels' names of the alarms that have a list of their own, by the alarm's id; empty: told to nobody.
    public var byAlarm: [String: [String]]
    /// Those of all others; `nil`: all channels.
    public var byDefault: [String]?

    public init(byAlarm: [String: [String]] = [:], byDefault: [String]? = nil) {
        (self.byAlarm, self.byDefault) = (byAlarm, byDefault)
    }

    func goes(_ alarm: String, to channel: String) -> Bool {
        guard let names = byAlarm[alarm] ?? byDefault else { return true }
        return names.contains(channel)
    }
}

/// How often a channel that fails is tried again.
public struct RetryPatience: Sendable, Hashable {
    /// After the first failure; it doubles with each,
    public var first: Duration = .seconds(1)
    /// up to this.
    public var longest: Duration = .seconds(600)
    /// After so many refusals of one notice that are not the channel's fault it is given up, so that the others get
    /// their turn: with the pauses above about half an hour.
    public var refusals = 12

    public init() {}

    /// - Parameter failures: in a row, 1 or more.
    func pause(after failures: Int) -> Duration {
        // Beyond 2^40 every sensible first pause is longer than the longest.
        min(longest, first * (1 << min(max(0, failures - 1), 40)))
    }
}
