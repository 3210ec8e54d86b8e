// SPDX-License-Identifier: Apache-2.0

public import TimeBase
public import TimeKeeping

extension Settings {
    /// `trust`: what is done about a source of time that is not plausible, kind by kind.
    public struct Trust: Sendable, Equatable {
        public typealias Answer = TimekeepingSettings.Trust.Answer
        public typealias FixedAntenna = TimekeepingSettings.Trust.FixedAntenna

        /// The pulse drifts against the oscillator faster than that one can change.
        public var drag = Answer.holdover
        /// The pulse jumps.
        public var jump = Answer.holdover
        /// The receiver states a time before ``earliest``.
        public var replay = Answer.holdover
        /// The place of a fixed antenna moves.
        public var position = Answer.alarm
        /// All satellites are equally strong.
        public var uniformity = Answer.alarm
        /// Whether the antenna does not move.
        public var fixedAntenna = FixedAntenna.auto
        /// No earlier time can be now; `nil` (`auto` in the file): the last time known for certain when the program
        /// ended, where `clock.stateFile` keeps it.
        public var earliest: UTCInstant?
    }
}

extension Settings.Trust {
    /// As the timekeeping has it, without ``earliest``.
    var keeping: TimekeepingSettings.Trust {
        var keeping = TimekeepingSettings.Trust()
        (keeping.drag, keeping.jump, keeping.past) = (drag, jump, replay)
        (keeping.position, keeping.uniformity, keeping.fixedAntenna) = (position, uniformity, fixedAntenna)
        return keeping
    }

    /// What was known for certain may have been known by a clock that was a little fast.
    private static let slack = Duration.seconds(60)

    /// No earlier time can be now.
    /// - Parameter kept: what was known for certain when the program last ran.
    func earliest(kept: KnownTime?, _ table: LeapSecondTable) -> TAIInstant? {
        guard let utc = earliest ?? kept?.utc, let instant = try? table.tai(utc) else { return nil }
        return instant - (earliest == nil ? Self.slack : .zero)
    }
}

extension SectionReader {
    mutating func readTrust(into trust: inout Settings.Trust, faults: inout FaultCollector) {
        var section = section("trust", faults: &faults)
        section.read("drag", .word, into: &trust.drag, faults: &faults)
        section.read("jump", .word, into: &trust.jump, faults: &faults)
        section.read("replay", .word, into: &trust.replay, faults: &faults)
        section.read("position", .word, into: &trust.position, faults: &faults)
        section.read("uniformity", .word, into: &trust.uniformity, faults: &faults)
        section.read("fixedAntenna", .word, into: &trust.fixedAntenna, faults: &faults)
        section.read("earliest", .automaticTime, into: &trust.earliest, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }
}

extension ValueKind where Value == UTCInstant? {
    /// A date and time of UTC, or `auto`: `nil`.
    static var automaticTime: Self {
        Self(SettingShape("auto, or a UTC such as '2026-01-01T00:00:00Z'", "auto")) { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            if text == "auto" { return nil }
            guard let utc = UTCInstant(iso8601: text) else {
                throw SettingRefusal("\(quoted(text)) must be auto, or a UTC such as '2026-01-01T00:00:00Z'")
            }
            return utc
        }
    }
}
