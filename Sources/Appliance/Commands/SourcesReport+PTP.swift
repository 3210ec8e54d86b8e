// SPDX-License-Identifier: Apache-2.0

import PTP
import TimeBase

extension SourcesReport.Source {
    /// What is known of the master that a source hears by PTP.
    public struct Master: Codable, Hashable, Sendable {
        public var interface: String
        public var domain: Int
        /// "listening", "uncalibrated", "slave", "faulty"
        public var state: String
        /// Good to what, and why no better, one sentence.
        public var timestamps: String
        /// The port that is heard, as linuxptp writes it; `null`: none, and nothing of what follows is known.
        @Nullable public var master: String?
        @Nullable public var grandmaster: String?
        /// Boundary clocks between it and the grandmaster.
        @Nullable public var stepsRemoved: Int?
        @Nullable public var clockClass: Int?
        /// As a number of IEEE 1588's table.
        @Nullable public var clockAccuracy: Int?
        /// Whether it says that its time, and its frequency, come from a primary reference.
        @Nullable public var timeTraceable: Bool?
        @Nullable public var frequencyTraceable: Bool?
        /// Whether it counts as PTP does.
        @Nullable public var ptpTimescale: Bool?
        /// TAI − UTC, s; `null` where it does not call its own valid.
        @Nullable public var utcOffset: Int?
        /// "insert", "delete"; `null`: none is announced.
        @Nullable public var leap: String?
        /// Syncs that were measured.
        public var samples: UInt64 = 0
        /// Masters heard of late.
        public var masters = 0
    }

    mutating func tell(_ facts: PTPSourceFacts, at now: MonotonicInstant) {
        var state = facts.receiver?.state ?? .initializing
        if facts.trouble != nil { state = .faulty }
        var master = Master(
            interface: facts.interface, domain: Int(facts.domain), state: state.name, timestamps: facts.stampsText)
        master.samples = facts.receiver?.samples ?? 0
        master.masters = facts.receiver?.masters ?? 0
        if let word = facts.receiver?.word { master.tell(word) }
        if let words = master.words { text += " " + words }
        ptp = master
        // It is not polled.
        (reach, pollSeconds) = (nil, nil)
    }
}

extension SourcesReport.Source.Master {
    /// Who it is, one sentence; `nil`: nobody.
    fileprivate var words: String? {
        guard let grandmaster, let clockClass, let stepsRemoved else { return nil }
        let steps = stepsRemoved == 0 ? "heard directly" : "\(AlarmEvidence.count(stepsRemoved, "step")) away"
        return "Grandmaster \(grandmaster), class \(clockClass), \(steps)."
    }

    fileprivate mutating func tell(_ word: MasterWord) {
        (master, grandmaster) = ("\(word.data.sender)", "\(word.data.grandmaster)")
        stepsRemoved = Int(word.data.stepsRemoved)
        (clockClass, clockAccuracy) = (Int(word.data.quality.clockClass), Int(word.data.quality.accuracy.rawValue))
        (timeTraceable, frequencyTraceable) = (
            word.flags.contains(.timeTraceable), word.flags.contains(.frequencyTraceable)
        )
        ptpTimescale = word.flags.contains(.ptpTimescale)
        utcOffset = word.flags.contains(.utcOffsetValid) ? Int(word.utcOffset) : nil
        leap = word.flags.contains(.leap61) ? "insert" : word.flags.contains(.leap59) ? "delete" : nil
    }
}
