// SPDX-License-Identifier: Apache-2.0

/// The largest range of the phase in any window of 1, 2, 4 ... 65 536 s, as it goes.
///
/// By binary decomposition, as ``WindowExtremes``: the extremes of a window come from those of its halves, of which each
/// octave keeps 128. Windows longer than 256 s begin at every 256th of their length.
struct RunningExtremes: Sendable {
    /// Halves of windows that an octave keeps.
    private static let kept = 1 << 8
    /// After so many seconds the largest range of the time before the last such time is forgotten.
    private static let generation = 604_800

    private var highs = [Int64](repeating: 0, count: StabilityMeter.octaves * kept)
    private var lows = [Int64](repeating: 0, count: StabilityMeter.octaves * kept)
    private var ranges = InlineArray<17, Int64>(repeating: 0)
    private var rangesBefore = InlineArray<17, Int64>(repeating: 0)
    private var windows = InlineArray<17, UInt32>(repeating: 0)
    private var age = 0

    /// - Parameter index: samples before this one since the last gap.
    mutating func take(_ phase: Int64, at index: Int) {
        grow()
        var (high, low) = (phase, phase)
        for octave in 0..<StabilityMeter.octaves {
            let shift = max(0, octave - StabilityMeter.fineOctaves)
            guard index & (1 << shift - 1) == 0 else { return }
            let (place, lag) = (index >> shift, max(1, 1 << (octave - 1 - shift)))
            let slot = octave * Self.kept + place & (Self.kept - 1)
            (highs[slot], lows[slot]) = (high, low)
            guard index >= 1 << octave else { return }
            let earlier = octave * Self.kept + (place - lag) & (Self.kept - 1)
            (high, low) = (max(high, highs[earlier]), min(low, lows[earlier]))
            ranges[octave] = max(ranges[octave], high &- low)
            windows[octave] = windows[octave] == .max ? .max : windows[octave] + 1
        }
    }

    private mutating func grow() {
        age += 1
        guard age > Self.generation else { return }
        (rangesBefore, ranges, age) = (ranges, .init(repeating: 0), 1)
    }

    /// `nil` where fewer windows were seen.
    func greatest(_ octave: Int, fewest: Int) -> Int64? {
        windows[octave] >= fewest ? max(ranges[octave], rangesBefore[octave]) : nil
    }

    func terms(_ octave: Int) -> UInt32 { windows[octave] }
}
