// SPDX-License-Identifier: Apache-2.0

/// The largest peak-to-peak value in any window, for windows that only grow.
///
/// By binary decomposition (Bregni, Measurement of maximum time interval error for telecommunications clock stability
/// characterization, IEEE Trans. Instrum. Meas. 45, 1996): the extremes of all windows of 2ᵏ samples come from those of
/// 2ᵏ⁻¹; a window of any length is the union of two such.
struct WindowExtremes {
    private var highest: [Double]
    private var lowest: [Double]
    private var width = 1

    /// A gap is a sample that is infinitely high and infinitely low, so that a window that touches it has no finite range.
    init(_ phase: [Double]) {
        highest = phase.map { $0.isNaN ? .infinity : $0 }
        lowest = phase.map { $0.isNaN ? -.infinity : $0 }
    }

    /// The greatest range of any window of this many steps, so one more samples, that touches no gap; and how many those
    /// windows are. The steps must not be fewer than at the last call.
    mutating func greatestRange(steps: Int) -> (range: Double, windows: Int) {
        let samples = steps + 1
        while width * 2 <= samples { double() }
        var greatest = 0.0
        var windows = 0
        for start in 0..<max(highest.count - steps, 0) {
            let second = start + samples - width
            let range = max(highest[start], highest[second]) - min(lowest[start], lowest[second])
            guard range.isFinite else { continue }
            greatest = max(greatest, range)
            windows += 1
        }
        return (greatest, windows)
    }

    private mutating func double() {
        for start in 0..<max(highest.count - width, 0) {
            highest[start] = max(highest[start], highest[start + width])
            lowest[start] = min(lowest[start], lowest[start + width])
        }
        width *= 2
    }
}
