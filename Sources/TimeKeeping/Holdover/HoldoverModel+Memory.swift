// SPDX-License-Identifier: Apache-2.0

/// What is stored over restarts.
extension HoldoverModel {
    private static let states = 8
    /// State, and the covariance's lower triangle.
    private static let hypothesisSize = states + states * (states + 1) / 2
    private static let head = 5
    static let memorySize =
        head + HoldoverKind.count * (hypothesisSize + 1) + WalkMeter.memorySize + Rehearsal.memorySize

    var memory: [Double] {
        var values = [heard, Double(settlings), sinceBlock, behind, noise.walk]
        for i in 0..<HoldoverKind.count {
            values.append(evidence[i])
            let filter = hypotheses[i].filter
            for a in 0..<Self.states { values.append(a == 0 ? filter.state[0] - known.state[0] : filter.state[a]) }
            for a in 0..<Self.states { for b in 0...a { values.append(filter.covariance[a][b]) } }
        }
        return values + walkMeter.memory + rehearsal.memory
    }

    /// - Parameters:
    ///   - values: as ``memory`` gave them.
    ///   - offset: clock − reference at that time, s.
    init(_ values: ArraySlice<Double>, offset: Double) {
        self.init(phase: 0, phaseVariance: 0, frequency: 0, frequencyVariance: 0)
        var rest = values
        (heard, settlings) = (rest.removeFirst(), Int(rest.removeFirst()))
        let (sinceBlock, behind, walk) = (rest.removeFirst(), rest.removeFirst(), rest.removeFirst())
        for i in 0..<HoldoverKind.count {
            evidence[i] = rest.removeFirst()
            hypotheses[i].restore(rest.prefix(Self.hypothesisSize))
            rest.removeFirst(Self.hypothesisSize)
        }
        walkMeter = WalkMeter(rest.prefix(WalkMeter.memorySize))
        rehearsal = Rehearsal(rest.dropFirst(WalkMeter.memorySize))
        resume(sinceBlock: sinceBlock, behind: behind, walk: walk, offset: offset)
    }

    /// Whether these can be what ``memory`` gave.
    static func isSound(_ values: ArraySlice<Double>) -> Bool {
        guard values.count == memorySize else { return false }
        let first = values.startIndex
        let limits = [1e11, 2, 1e9, 1e6, 1e-6]
        for (i, limit) in limits.enumerated() where !(0...limit).contains(values[first + i]) { return false }
        for i in 0..<HoldoverKind.count {
            let place = first + head + i * (hypothesisSize + 1)
            guard values[place].magnitude < 1e9 else { return false }
            guard HoldoverHypothesis.isSound(values[place + 1..<place + 1 + hypothesisSize]) else { return false }
        }
        let rest = values.suffix(Rehearsal.memorySize)
        return rest.allSatisfy { (0...1e9).contains($0) }
    }
}

extension HoldoverHypothesis {
    /// Whether these can be a clock's state and its covariance: no correlation is much larger than one, and nothing is
    /// so large that what follows from it could not be told any more.
    fileprivate static func isSound(_ values: ArraySlice<Double>) -> Bool {
        let state = values.prefix(8)
        guard state.dropFirst().allSatisfy({ $0.magnitude < 1 }), state[state.startIndex].magnitude < 1e6 else {
            return false
        }
        let covariance = Array(values.dropFirst(8))
        for a in 0..<8 {
            let own = covariance[a * (a + 3) / 2]
            guard (0..<1).contains(own) else { return false }
            for b in 0..<a {
                let (shared, other) = (covariance[a * (a + 1) / 2 + b], covariance[b * (b + 3) / 2])
                guard shared.magnitude <= 2 * (own * other).squareRoot() + 1e-24 else { return false }
            }
        }
        return true
    }

    fileprivate mutating func restore(_ values: ArraySlice<Double>) {
        var filter = KalmanFilter<8>()
        var place = values.startIndex
        for a in 0..<8 {
            filter.state[a] = values[place]
            place += 1
        }
        for a in 0..<8 {
            for b in 0...a {
                filter.covariance[a][b] = values[place]
                filter.covariance[b][a] = values[place]
                place += 1
            }
        }
        self = HoldoverHypothesis(filter)
    }
}

extension Rehearsal {
    static let memorySize = 2 * places

    var memory: [Double] { (0..<Self.places).flatMap { [squares[$0], counts[$0]] } }

    init(_ values: ArraySlice<Double>) {
        for place in 0..<Self.places {
            squares[place] = values[values.startIndex + 2 * place]
            counts[place] = values[values.startIndex + 2 * place + 1]
        }
    }
}

extension WalkMeter {
    static let memorySize = count

    var memory: [Double] { (0..<Self.count).map { logWeights[$0] } }

    init(_ values: ArraySlice<Double>) {
        for i in 0..<Self.count { logWeights[i] = min(values[values.startIndex + i], 0) }
        restore()
    }
}
