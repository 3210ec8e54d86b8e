// SPDX-License-Identifier: Apache-2.0

/// Turns an estimate into a frequency correction: the whole estimated offset is taken out within the next second, as
/// fast as the limit lets it. The estimate has been smoothed already; smoothing it again would only delay.
struct Servo: Sendable {
    /// The largest rate at which phase is changed, seconds per second.
    var slewLimit: Double

    /// `frequency` is expected over the next second, the oscillator's own; `offset` is where the clock is, seconds.
    func frequencyCorrection(offset: Double, frequency: Double) -> Double {
        -frequency - min(max(offset, -slewLimit), slewLimit)
    }
}
