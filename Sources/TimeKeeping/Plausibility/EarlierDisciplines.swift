// SPDX-License-Identifier: Apache-2.0

import Board

/// Disciplines as they were: some of the last minute, fewer of the last hours. A drag is noticed only after a while,
/// and what was learned since it began must be forgotten.
struct EarlierDisciplines: Sendable {
    private struct Checkpoint: Sendable {
        var discipline: Discipline
        var time: Double
        var control: Double
    }

    private static let levels = 6
    private static let slots = 3
    /// Between the checkpoints of a level, s.
    private static func spacing(of level: Int) -> Double { 16 * Double(1 << (2 * level)) }

    private var kept = [Checkpoint?](repeating: nil, count: levels * slots)
    private var next = InlineArray<6, Double>(repeating: -.infinity)
    private var places = InlineArray<6, Int>(repeating: 0)

    /// To be called about once a second.
    /// - Parameter control: what all corrections together have given the phase so far, s.
    mutating func note(_ discipline: Discipline, at time: Double, control: Double) {
        for level in 0..<Self.levels where time >= next[level] {
            next[level] = time + Self.spacing(of: level)
            kept[level * Self.slots + places[level]] = Checkpoint(discipline: discipline, time: time, control: control)
            places[level] = (places[level] + 1) % Self.slots
        }
    }

    mutating func forget() { forget(after: -.infinity) }

    /// What was learned after `begin` is not to be trusted; earlier ones are kept.
    mutating func forget(after begin: Double) {
        for i in kept.indices where kept[i]?.time ?? begin > begin { kept[i] = nil }
        next = .init(repeating: -.infinity)
    }

    /// The latest one that is at least as old as `begin`, or else the oldest, carried on to `time` without a pulse, and
    /// the correction that it calls for.
    func carried(from begin: Double, to time: Double, control: Double) -> (Discipline, ClockCorrection)? {
        var (best, oldest) = (-1, -1)
        for i in kept.indices {
            guard let at = kept[i]?.time else { continue }
            if at <= begin, best < 0 || at > kept[best]?.time ?? 0 { best = i }
            if oldest < 0 || at < kept[oldest]?.time ?? 0 { oldest = i }
        }
        guard let found = kept.indices.contains(best) ? kept[best] : (oldest < 0 ? nil : kept[oldest]) else {
            return nil
        }
        return Self.carry(found, to: time, control: control)
    }

    private static func carry(_ checkpoint: Checkpoint, to time: Double, control: Double) -> (
        Discipline, ClockCorrection
    ) {
        var discipline = checkpoint.discipline
        let span = max(time - checkpoint.time, 1e-3)
        let mean = (control - checkpoint.control) / span
        discipline.noteApplied(ClockCorrection(frequency: mean, step: discipline.applied.step))
        let correction = discipline.update(measured: nil, elapsed: span, mayStep: false)
        return (discipline, correction)
    }
}
