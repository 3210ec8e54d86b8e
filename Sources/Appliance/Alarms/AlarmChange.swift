// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What became of an alarm: for the journal and the channels.
public struct AlarmChange: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case raised
        /// `after`: how long it was raised.
        case cleared(after: Duration)
        /// It is graver or less grave than it was.
        case severity(from: Alarm.Severity)
        case acknowledged(by: String)
    }

    public var kind: Kind
    /// As it is now; where it is cleared, as it was last.
    public var alarm: Alarm
    public var at: MonotonicInstant
    /// As our clock showed it.
    public var utc: UTCInstant

    public init(_ kind: Kind, _ alarm: Alarm, at: MonotonicInstant, utc: UTCInstant) {
        (self.kind, self.alarm, self.at, self.utc) = (kind, alarm, at, utc)
    }

    /// "raised", "cleared", "severity", "acknowledged": stays the same, for who reads it by a program.
    public var name: String {
        switch kind {
        case .raised: "raised"
        case .cleared: "cleared"
        case .severity: "severity"
        case .acknowledged: "acknowledged"
        }
    }

    /// One line for people.
    public var sentence: String {
        switch kind {
        case .raised: alarm.text
        case .cleared(let time): "Over after \(time.humanText). It said: \(alarm.text)"
        case .severity(let before): "No longer \(before.rawValue), but \(alarm.severity.rawValue): \(alarm.text)"
        case .acknowledged(let who): "Acknowledged by \(who): \(alarm.text)"
        }
    }
}
