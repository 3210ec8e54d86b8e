// SPDX-License-Identifier: Apache-2.0

/// A linear filter of `n` states whose state 0 is what is measured: estimate and covariance, in fixed storage.
struct KalmanFilter<let n: Int>: Sendable {
    typealias Vector = InlineArray<n, Double>
    typealias Matrix = InlineArray<n, InlineArray<n, Double>>

    var state = Vector(repeating: 0)
    /// Symmetric, positive semi-definite.
    var covariance = Matrix(repeating: Vector(repeating: 0))

    /// Everything known about state 0 is this; it is uncorrelated with the rest.
    mutating func setPhase(_ value: Double, variance: Double) {
        for i in 0..<n {
            covariance[0][i] = 0
            covariance[i][0] = 0
        }
        state[0] = value
        covariance[0][0] = variance
    }

    /// The innovation's variance if state 0 were measured with this noise variance.
    /// The measurements so far were this many times noisier (in standard deviations) than was thought when they were
    /// taken: what they taught of the first two states is worth less. D·P·D stays positive.
    mutating func doubt(by factor: Double) {
        for i in 0..<n {
            for j in 0..<n { covariance[i][j] *= (i < 2 ? factor : 1) * (j < 2 ? factor : 1) }
        }
    }

    func innovationVariance(noise: Double) -> Double { covariance[0][0] + noise }

    /// Takes a measurement of state 0. The covariance follows Joseph's form, (I−KH) P (I−KH)ᵀ + K r Kᵀ, which stays
    /// symmetric and positive whatever the rounding.
    mutating func correct(measured: Double, noise: Double) {
        let variance = innovationVariance(noise: noise)
        let innovation = measured - state[0]
        var gain = Vector(repeating: 0)
        for i in 0..<n {
            gain[i] = covariance[i][0] / variance
            state[i] += gain[i] * innovation
        }
        let old = covariance
        for i in 0..<n {
            for j in i..<n {
                let joseph = josephTerm(old, gain, i, j) + gain[i] * gain[j] * noise
                covariance[i][j] = joseph
                covariance[j][i] = joseph
            }
        }
    }

    /// The element (i, j) of (I−KH) P (I−KH)ᵀ with H = (1, 0, 0 …).
    private func josephTerm(_ p: Matrix, _ k: Vector, _ i: Int, _ j: Int) -> Double {
        if i == 0 { return (1 - k[0]) * ((j == 0 ? 1 - k[0] : 1) * p[0][j] - (j == 0 ? 0 : k[j] * p[0][0])) }
        return p[i][j] - k[i] * p[0][j] - k[j] * p[i][0] + k[i] * k[j] * p[0][0]
    }

    /// Moves on by one transition; `control` is added to state 0. The transition is upper triangular but for a
    /// rotation at its end, so nothing is gained by sparing the zeros of so small a matrix.
    mutating func predict(transition f: Matrix, noise q: Matrix, control: Double) {
        var moved = Vector(repeating: 0)
        var half = Matrix(repeating: Vector(repeating: 0))
        for i in 0..<n {
            for k in 0..<n where f[i][k] != 0 {
                moved[i] += f[i][k] * state[k]
                for j in 0..<n { half[i][j] += f[i][k] * covariance[k][j] }
            }
        }
        state = moved
        state[0] += control
        for i in 0..<n {
            for j in i..<n {
                var sum = q[i][j]
                for k in 0..<n where f[j][k] != 0 { sum += half[i][k] * f[j][k] }
                covariance[i][j] = sum
                covariance[j][i] = sum
            }
        }
    }
}
