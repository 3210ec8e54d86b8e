// SPDX-License-Identifier: Apache-2.0

import TimeBase
import TimeKeeping

/// What the receiver and its pulse are worth.
extension AlarmEvidence {
    private var receiver: ReceiverFacts { snapshot.receiver }

    var receiverSilent: AlarmFinding? {
        let spell = spell(since: receiver.lastEpoch)
        return says(.receiverSilent, "The receiver's port is open, but no time has been heard from it\(spell).")
    }

    var pulseLost: AlarmFinding? {
        says(.pulseLost, "No pulse has been heard\(spell(since: snapshot.pulse.lastEdge)).")
    }

    var receiverContradicts: AlarmFinding? {
        says(
            .receiverContradicts,
            reasonOr("The receiver states another time and is not followed.") {
                if case .receiverContradicts = $0 { true } else { false }
            })
    }

    var pulseContradicts: AlarmFinding? {
        says(
            .pulseContradicts,
            reasonOr("The pulse jumped and is not followed.") {
                switch $0 {
                case .pulseContradicts, .implausible: true
                default: false
                }
            })
    }

    var implausible: AlarmFinding? {
        guard snapshot.conditions.contains(.implausible) else { return nil }
        guard let found = snapshot.implausibility else { return AlarmFinding("The source of time is implausible.") }
        return AlarmFinding(found.kind.sentence(found.figure))
    }

    /// The state's own reason has the figures, where it is about this.
    private func reasonOr(_ text: String, where fits: (Reason) -> Bool) -> String {
        fits(snapshot.state.reason) ? snapshot.state.reason.sentence : text
    }

    var noFix: AlarmFinding? {
        guard snapshot.conditions.contains(.noFix) else { return nil }
        let used = Self.count(receiver.satellitesUsed, "satellite")
        return AlarmFinding("The receiver has not vouched for its time", lasting: "; it uses \(used).")
    }

    func antenna(_ state: String, _ text: String) -> AlarmFinding? {
        receiver.antenna == state && isHeard ? AlarmFinding(text) : nil
    }

    var jamming: AlarmFinding? {
        guard isHeard else { return nil }
        switch receiver.jamming {
        case "warning": return AlarmFinding("The receiver reports interference.")
        case "critical": return AlarmFinding("The receiver reports interference that leaves it no fix.", .critical)
        default: return nil
        }
    }

    var spoofing: AlarmFinding? {
        switch isHeard ? receiver.spoofing : nil {
        case "indicated": AlarmFinding("The receiver suspects that its satellites are feigned.")
        case "multiple": AlarmFinding("The receiver has several signs that its satellites are feigned.")
        default: nil
        }
    }

    /// Whether what it says is of now.
    private var isHeard: Bool {
        receiver.lastEpoch != nil && snapshot.conditions.isDisjoint(with: [.receiverUnplugged, .receiverSilent])
    }

    /// Not of a receiver that has a fix and names no satellite: it does not say how many it uses.
    var fewSatellites: AlarmFinding? {
        let used = receiver.satellitesUsed
        let isSilentAboutThem = used == 0 && receiver.satellites.isEmpty && receiver.fix != .none
        guard isHeard, !isSilentAboutThem, used < limits.satellites else { return nil }
        let few = used == 0 ? "No satellite is used" : "Only \(Self.count(used, "satellite")) used"
        return AlarmFinding(few, lasting: "; \(limits.satellites) are wanted.")
    }

    var weakSignal: AlarmFinding? {
        let strengths = receiver.satellites.filter(\.isUsed).compactMap(\.carrierToNoise)
        guard isHeard, !strengths.isEmpty else { return nil }
        let mean = Double(strengths.reduce(0, +)) / Double(strengths.count)
        guard mean < limits.cn0 else { return nil }
        return AlarmFinding(
            "The satellites used are weak, \(Self.figure(mean)) dB-Hz in the mean",
            lasting: "; \(Self.figure(limits.cn0)) are wanted.")
    }
}
