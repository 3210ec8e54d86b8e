// SPDX-License-Identifier: Apache-2.0

/// How seldom a healthy source is doubted, and how soon one that drags the time is.
public struct DragReport: Sendable, Codable {
    /// Healthy years with one oscillator.
    public struct Health: Sendable, Codable {
        public var oscillator: String
        public var surroundings: String
        public var alarms: Int
        /// What would be noticed in the end, s/s.
        public var slowestVisible: Double
    }

    /// What a timekeeper knows after it has learned, before it is dragged.
    public struct Learned: Sendable, Codable {
        public var oscillator: String
        /// As it states it, s/s; `nil`: it does not know.
        public var slowestVisible: Double?
        public var alarms: Int
    }

    public struct Drag: Sendable, Codable {
        public var oscillator: String
        /// s/s, of either sign.
        public var rate: Double
        /// Of the slowest that is visible.
        public var multiple: Double
        /// Of either sign, and from different seconds on; and in how many of them it was found.
        public var runs: Int
        public var found: Int
        /// Until it was found, where that took longest; `nil`: it never was.
        public var seconds: Int?
        /// Of the clock while the drag went on, s.
        public var largestError: Double

        /// Whether it was found as soon as it is to be; slow ones may take their time.
        public var isMet: Bool {
            let isDistinct = multiple >= DragTrial.distinct * 0.999 && rate <= DragTrial.fastest
            return !isDistinct || found == runs && seconds.map { $0 <= DragReport.soon } ?? false
        }
    }

    static let soon = 60

    public var years: Double
    public var seed: UInt64
    public var health: [Health] = []
    public var positionAlarms = 0
    public var uniformityAlarms = 0
    public var learned: [Learned] = []
    public var drags: [Drag] = []
    /// What it cost.
    public var processorSeconds = 0.0

    init(ofYears years: Double, seed: UInt64) { (self.years, self.seed) = (years, seed) }

    public var falseAlarms: Int {
        health.reduce(positionAlarms + uniformityAlarms) { $0 + $1.alarms } + learned.reduce(0) { $0 + $1.alarms }
    }

    /// What was not as it is to be, in words; empty where all was.
    public var faults: [String] {
        var faults: [String] = []
        if falseAlarms > 0 { faults.append(Phrase.count(falseAlarms, "false alarm")) }
        if learned.contains(where: { $0.slowestVisible == nil }) { faults.append("no limit was stated") }
        let late = drags.count { !$0.isMet }
        if late > 0 { faults.append("\(Phrase.count(late, "drag")) not caught within \(Self.soon) s") }
        return faults
    }
}
