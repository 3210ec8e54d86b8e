// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import TimeBase
import TimeKeeping

/// What the timing loop knows beside the `TimeState`: the evidence behind it. Plain values, copied out to whoever
/// asks without making the loop wait.
struct TimingFacts: Sendable, BitwiseCopyable {
    /// Why the receiver's port gives nothing; `nil` while it is open.
    var portFault: PortFault? = .absent
    /// The last epoch heard, without its satellites.
    var epoch: Epoch?
    /// The satellites of the last epoch that reported any: not every epoch does.
    var sky = Sky()
    /// What the solution came from, as the last epoch that said so has it.
    var reference = TimeReference.gnss
    /// What the last epoch stated, on the TAI scale.
    var statedTime: TAIInstant?
    var module: DeviceText?
    var epochsHeard: UInt64 = 0
    /// When it stated a time that may be believed.
    var receiverReach = ReachRegister()
    var frames = FrameCounters()
    var malformed: UInt64 = 0
    /// Up to when the leap-second table in use is complete, or a receiver vouched for it.
    var leapTableEnds: TAIInstant?
    /// When another program last set the clock that is kept.
    var steppedByOthers: MonotonicInstant?
    /// Leap-second notices that contradict the table.
    var leapNoticesRefused: UInt64 = 0

    var lastEdge: MonotonicInstant?
    /// What the receiver announced of the edge to come, or that has come.
    var sawtooth: Duration?
    var pulses: UInt64 = 0
    /// When an edge came that was not refused.
    var pulseReach = ReachRegister()
    var outliers: UInt64 = 0
    var strays: UInt64 = 0
    var jumps: UInt64 = 0
    /// How far the last edge was from where it was predicted, and the stamps' usual noise.
    var residual: Duration?
    var jitter: Duration?
    /// Where the last edge that the receiver vouched for had the clock, clock − receiver, followed or not.
    var witnessed: (offset: Duration, at: MonotonicInstant)?
    /// By how much the receiver states another time than the established one, as it would have our clock.
    var contradicted: Duration?
    /// Where the time comes from, and what is foreseen.
    var failover = FailoverPlace.none
    /// The second that was last marked, once that is established.
    var marks: TAIInstant?

    /// What is known of each following clock, as of when it was last compared.
    var followers = InlineArray<4, FollowerClaim?>(repeating: nil)

    /// How warm it is near the oscillator, °C, and when that was read; `nil`: no thermometer was heard.
    var temperature: (celsius: Double, at: MonotonicInstant)?

    var conditions: Conditions = []
    /// How it is known which second the pulse marks, and what the error bound is made up of.
    var label: LabelEvidence?
    var errorParts: ErrorParts?
    var stability = StabilityFacts()
    /// What the discipline has learned of its oscillator.
    var oscillator: OscillatorFacts?
    /// What is implausible about the source, and the slowest drag of the pulse that would be noticed, s/s.
    var implausibility: Implausibility?
    var slowestVisibleDrag: Double?
    /// The latest time without a reference.
    var outage: Outage?

    /// - Parameter now: of the event that brought it about.
    mutating func count(_ note: Note, at now: MonotonicInstant) {
        switch note {
        case .clockSteppedByOthers: steppedByOthers = now
        case .outlierRefused:
            outliers &+= 1
            pulseReach.withdraw()
        case .strayEdge:
            strays &+= 1
            pulseReach.withdraw()
        case .jumpRefused:
            jumps &+= 1
            pulseReach.withdraw()
        default: break
        }
    }
}
