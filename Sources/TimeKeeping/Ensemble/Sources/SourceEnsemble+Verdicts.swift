// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension SourceEnsemble {
    /// - Parameter believed: where the truth is taken to be; by our own clock alone where no source is believed.
    mutating func decideAll(_ believed: OffsetInterval?, at now: MonotonicInstant, _ judgement: inout SourceJudgement) {
        for i in entries.indices {
            judgement.verdicts[i] = decide(i, judgement, believed, at: now)
            entries[i].isNew = false
        }
    }

    private mutating func decide(
        _ index: Int, _ judgement: SourceJudgement, _ believed: OffsetInterval?, at now: MonotonicInstant
    ) -> SourceVerdict {
        guard let reading = entries[index].reading else { return .absent }
        guard stands(index, at: now) else { return .silent }
        guard let believed else { return .vetoed(.noMajority) }
        let distance = reading.offset.realSeconds - believed.middle
        if entries[index].isNew { follow(index, distance, at: reading.at) }
        guard reading.interval(at: now).overlaps(believed) else {
            // Whoever loses by policy alone keeps its vote.
            if judgement.basis == .policy, votes(index, at: now) { return .overruled(by: .realSeconds(distance)) }
            entries[index].probation = Self.probation
            return .vetoed(veto(index, distance))
        }
        if entries[index].probation > 0, entries[index].isNew { entries[index].probation -= 1 }
        let left = entries[index].probation
        return left > 0 ? .onProbation(left) : agreement(index, judgement, distance)
    }

    private func agreement(_ index: Int, _ judgement: SourceJudgement, _ distance: Double) -> SourceVerdict {
        switch judgement.basis {
        case .none: .vetoed(.noMajority)
        case .contested where index != incumbent: .contested(by: .realSeconds(distance))
        case .policy where isReceiver(index): .outvoted(by: judgement.dispute?.distance ?? .zero)
        case _ where judgement.contributors.contains(index): .selected
        case _ where judgement.isPreferring || isCoarse(index, judgement): .agrees
        default: .outlier(by: .realSeconds(distance))
        }
    }

    private func isCoarse(_ index: Int, _ judgement: SourceJudgement) -> Bool {
        let finest = finestDeviation(of: judgement.contributors)
        return deviation(index) > Self.coarseness * finest
    }

    /// Notes how a source moves against what is believed.
    private mutating func follow(_ index: Int, _ distance: Double, at instant: MonotonicInstant) {
        defer { (entries[index].distance, entries[index].distanceAt) = (distance, instant) }
        guard let before = entries[index].distance, let last = entries[index].distanceAt, instant > last else {
            entries[index].rate = 0
            return
        }
        let elapsed = (instant - last).realSeconds
        entries[index].rate += ((distance - before) / elapsed - entries[index].rate) * min(1, elapsed / 4)
    }

    /// Slower than this, fractional, a source is not said to drag.
    private static let slowest = 1e-9

    private func veto(_ index: Int, _ distance: Double) -> SourceVerdict.Veto {
        let apart = Duration.realSeconds(distance)
        if distance.magnitude >= 0.5 { return .otherSecond(Int64(distance.rounded())) }
        let rate = entries[index].rate
        // A jump moves once; what drags goes on as it came.
        let isMoving = rate * distance > 0 && rate.magnitude > max(Self.slowest, distance.magnitude / 100)
        return isMoving ? .drags(apart, rate: rate) : .apart(apart)
    }
}
