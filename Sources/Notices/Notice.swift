// SPDX-License-Identifier: Apache-2.0

/// What a channel tells people or machines about one alarm. Every text in it is one line without control characters and
/// of bounded length, whatever it was made from, so that no channel can be made to say more than it should.
public struct Notice: Sendable, Hashable {
    public enum Severity: String, Sendable, Codable, CaseIterable {
        case notice, warning, critical
    }

    /// The raw values are for programs and stay the same.
    public enum Event: String, Sendable, Codable, CaseIterable {
        case raised, cleared, acknowledged, test
        /// It is graver or less grave than it was.
        case severity
    }

    /// Unique to this notice, and the same when it is sent again: 1 ... 64 printable ASCII characters.
    public let id: String
    /// When it happened, as our clock showed it: ms since 1970-01-01 UTC, of the years 1970 ... 9999.
    public let utcMilliseconds: Int64
    public let severity: Severity
    /// Who tells: the appliance's name, printable ASCII; "-": not known.
    public let host: String
    public let event: Event
    /// "antenna-open": printable ASCII.
    public let alarm: String
    /// What happened; at most 1,000 octets.
    public let sentence: String
    /// What to do about it, or ""; at most 500 octets.
    public let hint: String
    /// How the time is meanwhile, or ""; at most 500 octets.
    public let state: String
    /// Whether the time may be relied on; `nil`: not known.
    public let isSynchronised: Bool?

    /// Texts may be anything; they are made harmless, and cut.
    public init(
        id: String, utcMilliseconds: Int64, severity: Severity, host: String, event: Event, alarm: String,
        sentence: String, hint: String = "", state: String = "", isSynchronised: Bool? = nil
    ) {
        self.id = PlainText.printable(id, octets: 64) ?? "-"
        self.utcMilliseconds = min(max(0, utcMilliseconds), 253_402_300_799_999)
        (self.severity, self.event, self.isSynchronised) = (severity, event, isSynchronised)
        self.host = PlainText.printable(host, octets: 255) ?? "-"
        self.alarm = PlainText.printable(alarm, octets: 64) ?? "-"
        self.sentence = PlainText.oneLine(sentence, octets: 1000)
        self.hint = PlainText.oneLine(hint, octets: 500)
        self.state = PlainText.oneLine(state, octets: 500)
    }

    /// What a channel's test button sends.
    /// - Parameters:
    ///   - channel: the channel's name.
    ///   - state: how the time is meanwhile.
    public static func test(of channel: String, id: String, utcMilliseconds: Int64, host: String, state: String)
        -> Notice
    {
        Notice(
            id: id, utcMilliseconds: utcMilliseconds, severity: .notice, host: host, event: .test, alarm: "test",
            sentence: "This is a test of the channel \(channel).", hint: "Nothing is to be done.", state: state)
    }
}
