// SPDX-License-Identifier: Apache-2.0

/// A straight fit of the rows' last column by time, and temperature where that is used; with a constant of its own for
/// each run of rows.
struct LeastSquares: Sendable {
    /// By time, and by temperature.
    private(set) var slopes: [Double]
    /// Variances of the slopes, for residuals of the variance 1.
    private(set) var variances: [Double]
    /// The residuals' sum of squares, and how many more rows there are than unknowns.
    let squares: Double
    let freedom: Double
    /// Logarithm of the restricted likelihood, but for a constant.
    let likelihood: Double

    /// - Parameters:
    ///   - whitened: runs of rows, and twice the logarithm of the factor by which their volume shrank.
    ///   - width: 1: by time; 2: by temperature too.
    /// - Returns: `nil` where there are too few rows, or their columns are not independent.
    init?(_ whitened: (runs: [[LawRow]], logVolume: Double), width: Int) {
        let runs = whitened.runs
        var sums = Sums(width: width)
        for run in runs { sums.add(run) }
        freedom = Double(sums.rows - runs.count - width)
        guard freedom >= 3, let root = Self.root(of: sums.matrix) else { return nil }
        let inverse = Self.inverse(of: root)
        // With the root L and its inverse M: slopes = Mᵀ M right, variances = the diagonal of Mᵀ M.
        let half = inverse.map { row in zip(row, sums.right).reduce(0) { $0 + $1.0 * $1.1 } }
        slopes = (0..<width).map { column in (0..<width).reduce(0) { $0 + inverse[$1][column] * half[$1] } }
        variances = (0..<width).map { column in inverse.reduce(0) { $0 + $1[column] * $1[column] } }
        // No more than this is left of a difference of doubles, nor ever nothing.
        squares = max(sums.total - half.reduce(0) { $0 + $1 * $1 }, sums.total * 1e-14) + 1e-24
        let logDeterminant = (0..<width).reduce(0) { $0 + 2 * naturalLogarithm(root[$1][$1]) }
        let logNorm = logDeterminant + sums.logConstants + whitened.logVolume
        likelihood = -(freedom * naturalLogarithm(squares) + logNorm) / 2
    }

    /// Products of the columns, freed of each run's constant.
    private struct Sums {
        var matrix: [[Double]]
        var right: [Double]
        var total = 0.0
        var rows = 0
        var logConstants = 0.0

        init(width: Int) {
            matrix = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
            right = [Double](repeating: 0, count: width)
        }

        mutating func add(_ run: [LawRow]) {
            let constant = run.reduce(0) { $0 + $1[0] * $1[0] }
            var shares = LawRow(repeating: 0)
            for column in 1..<4 { shares[column] = run.reduce(0) { $0 + $1[0] * $1[column] } / constant }
            for row in run {
                let value = row[3] - shares[3] * row[0]
                for i in right.indices {
                    let a = row[i + 1] - shares[i + 1] * row[0]
                    for j in 0...i { matrix[i][j] += a * (row[j + 1] - shares[j + 1] * row[0]) }
                    right[i] += a * value
                }
                total += value * value
            }
            rows += run.count
            logConstants += naturalLogarithm(constant)
        }
    }

    /// Cholesky's: the lower triangle whose square a positive matrix is, given by its own lower triangle.
    private static func root(of matrix: [[Double]]) -> [[Double]]? {
        var root = matrix
        for i in matrix.indices {
            for j in 0...i {
                let known = (0..<j).reduce(0) { $0 + root[i][$1] * root[j][$1] }
                guard i == j else {
                    root[i][j] = (matrix[i][j] - known) / root[j][j]
                    continue
                }
                let rest = matrix[i][i] - known
                guard rest > matrix[i][i] * 1e-10 else { return nil }
                root[i][i] = rest.squareRoot()
            }
        }
        return root
    }

    /// Of a lower triangle.
    private static func inverse(of root: [[Double]]) -> [[Double]] {
        var inverse = root.map { $0.map { _ in 0.0 } }
        for i in root.indices {
            inverse[i][i] = 1 / root[i][i]
            for j in 0..<i {
                let sum = (j..<i).reduce(0) { $0 + root[i][$1] * inverse[$1][j] }
                inverse[i][j] = -sum / root[i][i]
            }
        }
        return inverse
    }
}
