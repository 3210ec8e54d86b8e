// SPDX-License-Identifier: Apache-2.0

/// What a trace of errors, one each second, says of itself.
extension ArraySlice<Double> {
    var rms: Double { (reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot() }

    /// The largest magnitude; zero of none.
    var largest: Double { lazy.map(\.magnitude).max() ?? 0 }

    /// The largest change from one to the next; zero of none.
    var fastest: Double { zip(dropFirst(), self).lazy.map { ($0 - $1).magnitude }.max() ?? 0 }

    /// Seconds until the magnitude stays below the limit; infinite where it does not.
    func settling(below limit: Double) -> Double {
        guard let last = lastIndex(where: { $0.magnitude >= limit }) else { return 0 }
        return last == endIndex - 1 ? .infinity : Double(last + 1 - startIndex)
    }

    /// Seconds until the magnitude is first beyond the limit; infinite where it never is.
    func leaving(_ limit: Double) -> Double {
        firstIndex { $0.magnitude > limit }.map { Double($0 - startIndex) } ?? .infinity
    }

    /// The largest magnitude once the initial error has been taken out: from where the sign has changed or 1 µs was
    /// reached. Infinite where it never was.
    var overshoot: Double {
        guard let first, let hit = firstIndex(where: { ($0 > 0) != (first > 0) || $0.magnitude < 1e-6 }) else {
            return .infinity
        }
        return self[hit...].largest
    }

    var median: Double { Array(self).quantile(0.5) }
}

extension [Double] {
    /// Between its neighbours, a straight line; not a number of none.
    func quantile(_ share: Double) -> Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        let place = share * Double(count - 1)
        let below = Int(place)
        guard below + 1 < count, place > Double(below) else { return sorted[below] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
