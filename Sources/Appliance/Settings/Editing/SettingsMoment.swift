// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// When something is asked of the settings. Nothing there reads a clock: whoever asks says when.
public struct SettingsMoment: Hashable, Sendable {
    /// On a clock that is never set: what is left for a confirmation is measured by it.
    public var monotonic: MonotonicInstant
    /// As our clock shows it: milliseconds since 1970-01-01 without leap seconds.
    public var utcMilliseconds: Int64

    public init(monotonic: MonotonicInstant, utcMilliseconds: Int64) {
        (self.monotonic, self.utcMilliseconds) = (monotonic, utcMilliseconds)
    }
}

/// Who changes settings, and from where.
public struct SettingsAuthor: Hashable, Sendable, Codable {
    /// The user's name.
    public var who: String
    /// The address, or `console`.
    public var from: String

    public init(who: String, from: String) { (self.who, self.from) = (who, from) }

    /// The program itself.
    public static let program = SettingsAuthor(who: "gnomon", from: "")
    /// Whoever edits the file by hand.
    public static let file = SettingsAuthor(who: "file", from: "")
}
