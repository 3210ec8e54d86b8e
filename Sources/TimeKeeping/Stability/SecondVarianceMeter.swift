// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Measures how steady the disciplined clock is over single seconds, against its pulse: a third of its Allan variance at
/// 1 s (IEEE 1588-2019, 7.6.3.2: the PTP variance), from second differences of its offsets.
///
/// It follows the last quarter of an hour or so, and needs no history. The noise of the stamps is in it, and cannot be told
/// from the clock's own: what is measured is an upper limit.
struct SecondVarianceMeter: Sendable {
    private var marked: TAIInstant?
    private var offset: Double?
    private var difference: Double?
    private var mean = 0.0
    private var count = 0

    /// Second differences that the mean remembers: more would not see that the pulse has become better.
    private static let memory = 1_000
    /// So many are needed before anything is said: then it is known to half an octave or so.
    private static let enough = 32

    /// s²; `nil` while too little was heard.
    var variance: Double? { count >= Self.enough ? mean / 6 : nil }

    /// Takes clock − reference, s, at the second `marks`; it was believed, and the clock is not being set.
    mutating func hear(_ offset: Double, at marks: TAIInstant) {
        if marked.map({ marks - $0 != .seconds(1) }) ?? false { interrupt() }
        if let last = self.offset { take(offset - last) }
        (self.offset, marked) = (offset, marks)
    }

    /// A second that was not measured, or not as others are.
    mutating func interrupt() { (marked, offset, difference) = (nil, nil, nil) }

    private mutating func take(_ difference: Double) {
        if let last = self.difference {
            let second = difference - last
            count = min(count + 1, Self.memory)
            mean += (second * second - mean) / Double(count)
        }
        self.difference = difference
    }
}
