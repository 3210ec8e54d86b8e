// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension SourceEnsemble {
    /// A source whose deviation is so many times the best one's would weigh a hundredth of it: it is a witness only.
    static let coarseness = 10.0
    /// RFC 5905, figure 27: NMIN. So many are left together, however far apart they lie.
    private static let fewest = 3

    /// Those of which the offset is made: the preferred ones, or those that know much the same and lie together.
    ///
    /// - Parameter only: this one alone, if any.
    func contributors(
        in region: OffsetInterval, only: Int?, at now: MonotonicInstant
    ) -> (set: SourceSet, isPreferring: Bool) {
        var all = SourceSet()
        for i in entries.indices where supports(i, region, at: now) && (only == nil || only == i) { all.insert(i) }
        let preferred = preferred(all)
        return (clustered(fine(preferred.isEmpty ? all : preferred)), !preferred.isEmpty)
    }

    /// Of those that are receivers, or are none.
    func contributors(in region: OffsetInterval, receivers: Bool, at now: MonotonicInstant) -> SourceSet {
        let all = members(of: region, receivers: receivers, at: now)
        let preferred = preferred(all)
        return clustered(fine(preferred.isEmpty ? all : preferred))
    }

    private func preferred(_ set: SourceSet) -> SourceSet {
        var preferred = SourceSet()
        for i in entries.indices where set.contains(i) && roles[i].isPreferred { preferred.insert(i) }
        return preferred
    }

    /// By the inverse of the variances.
    func mean(of set: SourceSet) -> (offset: Double, deviation: Double, heaviest: Int?) {
        var (sum, weights, heaviest, index): (Double, Double, Double, Int?) = (0, 0, 0, nil)
        for i in entries.indices where set.contains(i) {
            let weight = 1 / (deviation(i) * deviation(i))
            (sum, weights) = (sum + weight * offset(i), weights + weight)
            if weight > heaviest { (heaviest, index) = (weight, i) }
        }
        guard weights > 0 else { return (0, 0, nil) }
        return (sum / weights, 1 / weights.squareRoot(), index)
    }

    /// s, not zero.
    func deviation(_ index: Int) -> Double { max(entries[index].reading?.deviation.realSeconds ?? 1, 1e-12) }
    private func offset(_ index: Int) -> Double { entries[index].reading?.offset.realSeconds ?? 0 }

    func finestDeviation(of set: SourceSet) -> Double {
        var finest = Double.infinity
        for i in entries.indices where set.contains(i) { finest = min(finest, deviation(i)) }
        return finest
    }

    private func fine(_ set: SourceSet) -> SourceSet {
        let limit = Self.coarseness * finestDeviation(of: set)
        var fine = SourceSet()
        for i in entries.indices where set.contains(i) && deviation(i) <= limit { fine.insert(i) }
        return fine
    }

    /// RFC 5905, 11.2.2: the one that lies farthest from the others goes, until what is left scatters no more than its
    /// steadiest member does by itself, or too few are left.
    private func clustered(_ set: SourceSet) -> SourceSet {
        var left = set
        while left.count > Self.fewest {
            var (farthest, scatter) = (0, -1.0)
            for i in entries.indices where left.contains(i) {
                let own = selectJitter(i, in: left)
                if own > scatter { (farthest, scatter) = (i, own) }
            }
            guard scatter > finestDeviation(of: left) else { break }
            left.remove(farthest)
        }
        return left
    }

    /// Root mean square of the others' distances.
    private func selectJitter(_ index: Int, in set: SourceSet) -> Double {
        var sum = 0.0
        for i in entries.indices where set.contains(i) && i != index {
            sum += (offset(i) - offset(index)) * (offset(i) - offset(index))
        }
        return (sum / Double(max(1, set.count - 1))).squareRoot()
    }
}
