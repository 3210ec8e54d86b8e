// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// All that the timing loop needs of a board: what is heard, in order, and a clock to correct.
///
/// A real board waits for its devices; a simulated one moves its own time on, either in step with the host or as
/// fast as the processor allows. The loop cannot tell which.
public protocol TimingBoard: AnyObject {
    var now: MonotonicInstant { get }
    var clock: ClockMapping { get }
    /// The correction of the clock's rate that is in force: at the start, what an earlier run left.
    var frequency: Double { get }
    /// The next thing heard, or a tick at `deadline` if nothing was. Events come in order of their `at`.
    func nextEvent(before deadline: MonotonicInstant) -> TimingEvent
    /// Corrects the clock now; returns what was applied.
    func apply(_ correction: ClockCorrection) -> ClockCorrection
    /// Corrects a following clock; returns what was applied.
    func apply(_ correction: ClockCorrection, toFollower index: UInt8) -> ClockCorrection
    /// Shows what is now claimed to whoever else asks this board: the kernel's clock status, lamps, a watchdog.
    func show(_ state: TimeState)
}

extension TimingBoard {
    /// A clock that begins uncorrected.
    public var frequency: Double { 0 }
    /// A board without followers.
    public func apply(_ correction: ClockCorrection, toFollower index: UInt8) -> ClockCorrection { correction }
    /// A board that shows nothing.
    public func show(_ state: TimeState) {}
}

/// A pulse per second.
public protocol PulseInput {
    /// The monotonic instant of the next edge at or after `from`, if it comes before `deadline`.
    mutating func nextEdge(from: MonotonicInstant, before deadline: MonotonicInstant) -> MonotonicInstant?
}
