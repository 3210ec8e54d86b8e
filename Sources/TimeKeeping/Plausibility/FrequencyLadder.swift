// SPDX-License-Identifier: Apache-2.0

/// The free-running oscillator's frequency against the pulse over blocks of 4 s, 8 s ... 4096 s, and by how much it
/// changes from one pair of blocks to the next: what following the pulse claims that the oscillator has done.
///
/// A pair of blocks gives a frequency. Frequencies are compared that share no block, and may lie far apart: before and
/// after a gap.
struct FrequencyLadder: Sendable {
    static let levels = 11
    /// Of the lowest level, s.
    static let shortest = 4.0
    static func length(of level: Int) -> Double { shortest * Double(1 << level) }

    /// A change of frequency that was seen.
    struct Change: Sendable {
        var level: Int
        /// Fractional: positive, the oscillator seems to run faster than before.
        var size: Double
        /// From the middle of the one span to that of the other, s.
        var apart: Double
        /// Of the later span; how many phases each of its blocks is the mean of, at the least.
        var frequency: Double
        var count: Double
        /// Variance of a phase in it, s²: as was said, or, where that is more, as the phases themselves scatter.
        var variance: Double
    }

    private struct Block: Sendable {
        var begin = 0.0
        var end = 0.0
        /// Mean of the times and of the phases, s.
        var time = 0.0
        var phase = 0.0
        var count = 0.0
        var variance = 0.0
        /// How its phases scatter: the smaller of the squares of two second differences, s² (a drag that begins bends
        /// but one of them); for a longer block the mean of these, and of how many.
        var scatter = 0.0
        var differences = 0.0

        /// Of the lowest level, once it is complete.
        var concluded: Block {
            var block = self
            (block.scatter, block.differences) = differences < 2 ? (0, 0) : (scatter, 1)
            return block
        }
    }

    private struct Slope: Sendable {
        var time = -1.0
        var frequency = 0.0
        var count = 0.0
        var variance = 0.0
    }

    private struct Rung: Sendable {
        /// The last block, and whether the next one joins it to one of the rung above.
        var last: Block?
        var isFirstHalf = false
        /// The last three frequencies, the latest first; a negative time: none.
        var slopes = InlineArray<3, Slope>(repeating: Slope())
        /// Aligns every rung to sixteen bytes: where a Timekeeper is assigned, the compiler moves all of them by vectors
        /// that are aligned as the first one happens to be.
        private let alignment = SIMD2<Double>()
    }

    private var rungs = InlineArray<11, Rung>(repeating: Rung())
    private var open = Block()
    private var last: (time: Double, phase: Double)?
    private var lastDifference: Double?

    /// Takes the phase of the free-running oscillator against the pulse, s, at `time`, s, with its standard deviation; calls back for each change of
    /// frequency that it completes.
    mutating func add(_ phase: Double, at time: Double, jitter: Double, _ found: (Change) -> Void) {
        if open.count > 0, time - open.begin > Self.shortest - 0.5 {
            if open.count >= Self.shortest / 2 { raise(open.concluded, found) }
            open = Block()
            (last, lastDifference) = (nil, nil)
        }
        if open.count == 0 { open.begin = time }
        open.count += 1
        open.end = time + 1
        open.variance = max(open.variance, jitter * jitter)
        scatter(phase, at: time)
        open.time += (time - open.time) / open.count
        open.phase += (phase - open.phase) / open.count
    }

    private mutating func scatter(_ phase: Double, at time: Double) {
        defer { last = (time, phase) }
        guard let last, time - last.time < 1.5 else {
            lastDifference = nil
            return
        }
        let difference = phase - last.phase
        defer { lastDifference = difference }
        guard let lastDifference else { return }
        let second = difference - lastDifference
        let square = second * second
        open.scatter = open.differences == 0 ? square : min(open.scatter, square)
        open.differences += 1
    }

    /// A block is complete: it goes up as long as it makes a pair.
    private mutating func raise(_ block: Block, _ found: (Change) -> Void) {
        var block = block
        for level in 0..<Self.levels {
            let last = rungs[level].last
            rungs[level].last = block
            let patience = max(2.5, Self.length(of: level) / 8)
            guard let last, block.begin - last.end < patience else {
                rungs[level].isFirstHalf = true
                return
            }
            compare(last, block, at: level, found)
            rungs[level].isFirstHalf.toggle()
            guard !rungs[level].isFirstHalf else { return }
            block = Self.join(last, block)
        }
    }

    private static func join(_ a: Block, _ b: Block) -> Block {
        Block(
            begin: a.begin, end: b.end, time: (a.time + b.time) / 2, phase: (a.phase + b.phase) / 2,
            count: a.count + b.count, variance: max(a.variance, b.variance),
            scatter: (a.scatter * a.differences + b.scatter * b.differences) / max(a.differences + b.differences, 1),
            differences: a.differences + b.differences)
    }

    /// Of a phase, s². The noise that is learned may lag behind a storm; where the phases scatter distinctly more, that
    /// counts, and more, since few of them may all be close together by chance, as they may be far apart.
    private static func variance(_ a: Block, _ b: Block) -> Double {
        let learned = max(a.variance, b.variance)
        let count = a.differences + b.differences
        guard count > 0 else { return learned }
        // White noise's second differences have six times its variance, the smaller of two squares a good third of that.
        let seen = (a.scatter * a.differences + b.scatter * b.differences) / count / 2.18
        return seen > (2 + 6 / count) * learned ? 2.25 * seen : learned
    }

    private mutating func compare(_ a: Block, _ b: Block, at level: Int, _ found: (Change) -> Void) {
        let slope = Slope(
            time: (a.time + b.time) / 2, frequency: (b.phase - a.phase) / (b.time - a.time),
            count: min(a.count, b.count),
            variance: Self.variance(a, b))
        let known = rungs[level].slopes
        rungs[level].slopes = [slope, known[0], known[1]]
        for i in 0..<3 where known[i].time >= 0 {
            let apart = slope.time - known[i].time
            guard apart > 1.6 * Self.length(of: level) else { continue }
            let change = Change(
                level: level, size: slope.frequency - known[i].frequency, apart: apart, frequency: slope.frequency,
                count: min(slope.count, known[i].count), variance: max(slope.variance, known[i].variance))
            return found(change)
        }
    }
}
