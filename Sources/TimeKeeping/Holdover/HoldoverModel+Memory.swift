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
        guard values[first..<first + head].allSatisfy({ $0 >= 0 }), values[first + 1] <= 2 else { return false }
        for i in 0..<HoldoverKind.count {
            var place = first + head + i * (hypothesisSize + 1) + 1 + states
            for a in 0..<states {
                place += a
                guard values[place] >= 0, values[place] < 1 else { return false }
                place += 1
            }
        }
        let rest = values.suffix(Rehearsal.memorySize)
        return rest.allSatisfy { $0 >= 0 }
    }
}

extension HoldoverHypothesis {
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
