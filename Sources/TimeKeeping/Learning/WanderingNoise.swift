// SPDX-License-Identifier: Apache-2.0

/// One of the kinds of noise that an oscillator's frequency has, and how values that have it are made independent.
enum WanderingNoise: Sendable {
    /// Its spectrum falls with the frequency's power −2 · order: 0 is white, 1/2 flicker, 1 a random walk.
    case power(order: Double)
    /// A random walk, and on it white noise of this variance where a step of the walk has the variance 1.
    case walk(white: Double)

    static let kinds: [WanderingNoise] =
        stride(from: 0, through: 1.125, by: 0.125).map { .power(order: $0) }
        + [2, 8, 30, 120, 500].map { .walk(white: $0) }

    /// - Parameter runs: rows that follow one another without a gap.
    /// - Returns: rows of independent values, and the logarithm of the factor by which their volume shrank, twice.
    func whiten(_ runs: [ArraySlice<LawRow>]) -> (runs: [[LawRow]], logVolume: Double) {
        switch self {
        case .power(let order):
            let weights = Self.weights(order, count: runs.map(\.count).max() ?? 0)
            return (runs.map { Self.differences($0, weights) }, 0)
        case .walk(let white):
            var logVolume = 0.0
            return (runs.map { Self.innovations($0, white, &logVolume) }, logVolume)
        }
    }

    // MARK: Powers

    /// Such noise is white noise that was integrated `order` times, so a difference of that order makes it white again
    /// (Hosking, "Fractional differencing", 1981; Kasdin, "Discrete simulation of colored noise", 1995).
    /// - Returns: what each earlier value counts for, the present one first.
    private static func weights(_ order: Double, count: Int) -> [Double] {
        var weights = [1.0]
        for k in stride(from: 1, to: Double(count), by: 1) {
            weights.append(weights[weights.count - 1] * (k - 1 - order) / k)
        }
        return weights
    }

    private static func differences(_ rows: ArraySlice<LawRow>, _ weights: [Double]) -> [LawRow] {
        rows.indices.map { place in
            var sum = LawRow(repeating: 0)
            for earlier in rows.startIndex...place {
                let (weight, row) = (weights[place - earlier], rows[earlier])
                for column in sum.indices { sum[column] += weight * row[column] }
            }
            return sum
        }
    }

    // MARK: A walk under white noise

    /// By a Kalman filter that follows the walk.
    private static func innovations(_ rows: ArraySlice<LawRow>, _ white: Double, _ logVolume: inout Double) -> [LawRow]
    {
        var walked = LawRow(repeating: 0)
        var variance = 0.0
        return rows.map { row in
            let total = variance + 1 + white
            let (gain, scale) = ((variance + 1) / total, 1 / total.squareRoot())
            var innovation = LawRow(repeating: 0)
            for column in row.indices {
                let difference = row[column] - walked[column]
                innovation[column] = difference * scale
                walked[column] += gain * difference
            }
            variance = gain * white
            logVolume += naturalLogarithm(total)
            return innovation
        }
    }
}

/// A constant, time, temperature, and the frequency that they are to explain.
typealias LawRow = InlineArray<4, Double>
