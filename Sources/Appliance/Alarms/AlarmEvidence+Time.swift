// SPDX-License-Identifier: Apache-2.0

import TimeBase
import TimeKeeping

/// What the time is worth.
extension AlarmEvidence {
    private var state: TimeState { snapshot.state }

    /// By the state that is told: a loop that has stopped sets no condition any more.
    var unsynchronised: AlarmFinding? {
        guard snapshot.conditions.contains(.unsynchronised) || !state.isTrustworthy else { return nil }
        return AlarmFinding("The time is not to be relied on.")
    }

    private var isHoldingOver: Bool { snapshot.conditions.contains(.holdover) || state.phase == .holdover }

    private var budget: String { "\(rules.holdoverLongest.humanText) or \(rules.holdoverError.humanText)" }

    var holdover: AlarmFinding? {
        guard isHoldingOver else { return nil }
        let bound = state.knownErrorBound(at: snapshot.now).map { ", within \($0.humanText) of the truth" } ?? ""
        return AlarmFinding("The clock has run on what it learned\(spell(since: state.since))\(bound).")
    }

    /// By whichever of the two, time or error, comes first.
    var holdoverHalf: AlarmFinding? {
        guard isHoldingOver else { return nil }
        let (elapsed, bound) = (snapshot.now - state.since, state.knownErrorBound(at: snapshot.now) ?? .zero)
        guard elapsed * 2 >= rules.holdoverLongest || bound * 2 >= rules.holdoverError else { return nil }
        return AlarmFinding(
            "Half of the holdover's budget (\(budget)) is spent: \(elapsed.humanText) have passed, "
                + "and the error may be \(bound.humanText).")
    }

    var holdoverOver: AlarmFinding? {
        guard case .budgetSpent = state.reason, state.phase == .unsynchronised else { return nil }
        return AlarmFinding("The holdover's budget (\(budget)) is spent, and the source is not back.")
    }

    /// Only of a clock that is locked: another one is known to be off.
    var offset: AlarmFinding? {
        let size = state.offset.magnitude
        guard state.phase == .locked, size.realNanoseconds > limits.offsetNs else { return nil }
        return AlarmFinding(
            "The clock is \(size.humanText) \(state.offset < .zero ? "behind" : "ahead"); "
                + "\(Duration.realSeconds(limits.offsetNs * 1e-9).humanText) are allowed.")
    }

    var oscillatorLimit: AlarmFinding? {
        let ppm = state.frequency * 1e6
        guard ppm.magnitude > limits.frequencyPpm else { return nil }
        return AlarmFinding(
            "The oscillator runs \(Self.figure(ppm.magnitude)) ppm too \(ppm < 0 ? "slowly" : "fast"); "
                + "\(Self.figure(limits.frequencyPpm)) ppm are allowed.")
    }

    var leapAnnounced: AlarmFinding? {
        let shown = snapshot.clock.reading(at: snapshot.now).shown
        guard let next = state.utc.next, next.at > shown else { return nil }
        return AlarmFinding(
            "A second will be \(next.change > 0 ? "inserted" : "left out") before "
                + "\(state.utc.utc(next.at).iso8601(decimals: 0)), in \((next.at - shown).humanText).")
    }

    var leapTableExpiring: AlarmFinding? {
        guard !snapshot.conditions.contains(.leapTableExpired), let ends = facts.leapTableEnds else { return nil }
        guard ends > .zero, ends < .seconds(86_400) * limits.leapTableDays else { return nil }
        return AlarmFinding("The leap-second table expires in \(ends.humanText).")
    }
}
