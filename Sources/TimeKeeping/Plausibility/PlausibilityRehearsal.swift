// SPDX-License-Identifier: Apache-2.0

/// The watches over the source by themselves, without a timekeeper around them: to see over simulated years, more of
/// them than a closed loop could be run through, how often they doubt a healthy source.
///
/// What was found is forgotten at once, as after an operator's word.
public struct PlausibilityRehearsal: Sendable {
    private var drag = DragWatch()
    private var position = PositionWatch(antenna: .auto)
    private var uniformity = SignalUniformity()

    public init() {}

    /// Takes a phase that a discipline believes; returns whether the pulse is found to drag the clock away.
    /// - Parameters:
    ///   - phase: of the free-running oscillator against the pulse, s; positive, it is ahead.
    ///   - time: on a count of seconds that goes on.
    ///   - jitter: one standard deviation of a phase, s.
    ///   - scale: how restless the oscillator was learned to be, in multiples of a temperature-compensated crystal.
    public mutating func hear(phase: Double, at time: Double, jitter: Double, scale: Double) -> Bool {
        let noise = OscillatorNoise.calm(scale: scale)
        guard drag.hear(phase: phase, at: time, jitter: jitter, noise: noise, mayJudge: true) != nil else {
            return false
        }
        drag.interrupt()
        return true
    }

    /// Takes a position, one a second; returns whether the antenna is found to be elsewhere.
    public mutating func hear(_ place: AntennaPlace) -> Bool {
        position.hear(place)
        guard position.isElsewhere else { return false }
        position.forget()
        return true
    }

    /// Takes an epoch's strengths; returns whether the satellites are found to be feigned.
    /// - Parameter elapsed: seconds since the last epoch.
    public mutating func hear(_ spread: SignalSpread, elapsed: Double) -> Bool {
        uniformity.hear(spread, elapsed: elapsed)
        guard uniformity.isUniform else { return false }
        uniformity = SignalUniformity()
        return true
    }

    /// The slowest drag that would be noticed, s/s, with stamps of such a noise, s.
    public func slowestVisibleDrag(jitter: Double) -> Double { drag.slowestVisible(jitter: jitter) }
}
