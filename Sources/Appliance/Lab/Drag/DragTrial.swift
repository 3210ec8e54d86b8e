// SPDX-License-Identifier: Apache-2.0

import TimeKeeping

/// Drags a timekeeper that has learned its oscillator, each time anew, at one rate after the other.
struct DragTrial: Sendable {
    /// Seconds of learning before a drag: a day is seen, and some more.
    static let learning = 26 * 3600
    /// A drag goes on for so many seconds at most.
    static let longest = 600
    /// The fastest that is tried, s/s.
    static let fastest = 10e-6
    /// After so many seconds a drag begins: how soon it is found depends on what it is compared with.
    private static let delays = [0, 19, 45, 90]
    /// Of the slowest visible drag: slower ones may need longer.
    static let distinct = 3.0

    let kind: DragOscillatorKind
    private var world: DragWorld

    init(_ kind: DragOscillatorKind, seed: UInt64, learning: Int = Self.learning) {
        self.kind = kind
        world = DragWorld(kind, seed: seed)
        for _ in 0..<learning { world.runSecond() }
    }

    /// As the timekeeper itself states it, s/s; `nil` where it does not know.
    var slowestVisible: Double? { world.keeper.slowestVisibleDrag }

    /// What was doubted while nothing was wrong.
    var falseAlarms: Int { world.doubts.count }

    /// The stated limit, up to three times as much, and faster ones in a row of 1, 2, 5.
    var rates: [Double] {
        guard let slowestVisible else { return [] }
        let row = [1e-8, 2e-8, 5e-8, 1e-7, 2e-7, 5e-7, 1e-6, 2e-6, 5e-6, Self.fastest]
        return [1, 1.5, 2, Self.distinct].map { $0 * slowestVisible }
            + row.filter { $0 > Self.distinct * slowestVisible }
    }

    func drag(at rate: Double) -> DragReport.Drag {
        let runs = Self.delays.flatMap { [run(at: rate, after: $0), run(at: -rate, after: $0)] }
        let times = runs.compactMap(\.seconds)
        return DragReport.Drag(
            oscillator: kind.rawValue, rate: rate, multiple: rate / (slowestVisible ?? .infinity),
            runs: runs.count, found: times.count, seconds: times.max(), largestError: runs.map(\.error).max() ?? 0)
    }

    /// Seconds until it is found, and the clock's largest error in all the time that the drag goes on, s.
    func run(at rate: Double, after delay: Int) -> (seconds: Int?, error: Double) {
        var world = world
        for _ in 0..<delay { world.runSecond() }
        let before = world.doubts.count
        var (seconds, error): (Int?, Double) = (nil, 0)
        world.drag = rate
        for second in 1...Self.longest {
            world.runSecond()
            error = max(error, world.error.magnitude)
            if seconds == nil, world.doubts.count > before { seconds = second }
        }
        return (seconds, error)
    }
}
