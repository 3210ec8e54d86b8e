// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// An epoch in the making: what its messages said, before it is decided what that amounts to.
struct EpochDraft: Sendable {
    var arrival: MonotonicInstant
    /// When the last message merged had arrived whole.
    var latest: MonotonicInstant
    /// Begun by a message without a time, right after an epoch that was taken for complete: it may belong to that one,
    /// so that the first message with a time tells when this one began.
    var isLeftover = false

    /// GPS time of week in milliseconds, as UBX names epochs.
    var timeOfWeek: Int?
    /// UTC time of day in milliseconds, as NMEA names epochs.
    var timeOfDay: Int?
    var resolution: Duration = .milliseconds(1)

    /// The date of RMC or ZDA, as days since 1970.
    var statedDay: Int?
    /// UTC as NAV-PVT or NAV-TIMEUTC state it.
    var utc: WallClock?
    var isUTCValid = false
    var isUTCVouched = false
    var gpsWeek: Int?
    var isGPSValid = false

    /// What the sentences with a status say, `nil` where none came.
    var recommendedStatus: Bool?
    var otherStatus: Bool?

    var gsaFix: Fix?
    var ggaFix: Fix?
    var ubxFix: Fix?
    var isUBXFixOK = true

    var usedStated: UInt16?
    var sky = Sky()
    var position: Position?
    var timeAccuracy: Duration?
    var sawtooth: Duration?
    var messages: UInt16 = 0
    var steps = StepCounter()
    var lastStep = CycleLearner.Step(kind: 0, occurrence: 0)

    init(arrival: MonotonicInstant, isLeftover: Bool) {
        (self.arrival, latest, self.isLeftover) = (arrival, arrival, isLeftover)
    }

    var hasTime: Bool { timeOfDay != nil || timeOfWeek != nil }

    /// Whether any message says how much of a solution there is.
    var hasStatus: Bool {
        recommendedStatus != nil || otherStatus != nil || gsaFix != nil || ggaFix != nil || ubxFix != nil
    }

    /// The fix, where `detailed` is the last one that a receiver gave in full, for epochs that only say valid or not.
    func fix(detailed: Fix?) -> Fix {
        if let ubxFix { return ubxFix }
        if recommendedStatus == false { return .none }
        // Too few satellites for a position, says GGA; the position is warranted, says RMC, whose word counts more.
        if recommendedStatus == true, gsaFix == nil, ggaFix == Fix.none { return .twoD }
        if let full = gsaFix ?? ggaFix { return full }
        guard recommendedStatus ?? otherStatus ?? false else { return .none }
        return max(detailed ?? .twoD, .twoD)
    }

    /// The most that was said: GGA of old receivers stops at 12, and each system may have a GGA of its own.
    var used: UInt16? {
        let marked = UInt16(sky.usedCount)
        guard let usedStated else { return marked > 0 || gsaFix != nil ? marked : nil }
        return ubxFix == nil ? max(usedStated, marked) : usedStated
    }
}
