// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Everything that watches whether the source is plausible, and what it has found.
struct TrustWatch: Sendable {
    let policy: TimekeepingSettings.Trust
    var drag = DragWatch()
    var position: PositionWatch
    var uniformity = SignalUniformity()
    var back = ReturnCheck(rate: 0)
    var earlier = EarlierDisciplines()
    /// Seconds that have passed, and the phase that all corrections together gave in them, s.
    private(set) var time = 0.0
    private(set) var control = 0.0
    /// When an epoch last told of its satellites' strengths.
    var lastSpread: MonotonicInstant?
    /// Pulses in a row, after an outage, that are further off than the clock can be.
    var strangers = 0
    /// Where the pulse is that jumped, s, and how often in a row it was about there.
    var jumped: (size: Double, count: Int)?
    /// What was learned in so many seconds is to be forgotten at the next turn.
    var toForget: Double?
    /// An operator says that it is as early as the receiver states.
    var isEarliestWaived = false
    /// What the budget of holdover was spent on: it is still said, and the source is followed.
    private var spent = InlineArray<5, Bool>(repeating: false)
    private var doubts = InlineArray<5, Implausibility?>(repeating: nil)

    init(policy: TimekeepingSettings.Trust) {
        self.policy = policy
        position = PositionWatch(antenna: policy.fixedAntenna)
    }

    subscript(kind: Implausibility.Kind) -> Implausibility? {
        get { doubts[Int(kind.rawValue)] }
        set {
            doubts[Int(kind.rawValue)] = newValue
            if newValue == nil { spent[Int(kind.rawValue)] = false }
        }
    }

    /// What is doubted, what keeps the source from being followed first.
    var worst: Implausibility? {
        var found: Implausibility?
        for i in 0..<5 {
            guard let doubt = doubts[i] else { continue }
            if policy[doubt.kind] == .holdover { return doubt }
            found = found ?? doubt
        }
        return found
    }

    /// What keeps the source from being followed.
    var refusal: Implausibility? {
        for i in 0..<5 where !spent[i] {
            if let doubt = doubts[i], policy[doubt.kind] == .holdover { return doubt }
        }
        return nil
    }

    /// The budget of holdover is spent: what is doubted now keeps the source from being followed no longer.
    mutating func spend() { for i in 0..<5 { spent[i] = doubts[i] != nil } }

    mutating func pass(_ elapsed: Double, control gained: Double) {
        time += elapsed
        control += gained
    }

    /// Corrections turned out to have given this much more, s.
    mutating func amend(by gained: Double) { control += gained }
}
