// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Where a pulse's edges come from: something to wait on, and stamps to take.
///
/// Used by one thread. Never lost for good: what is absent, denied or failed is tried again when ``attempt`` says.
public protocol EdgeSource: AnyObject {
    /// Readable when an edge may wait, or when the source has failed; −1 while there is nothing to wait on.
    var descriptor: Int32 { get }
    /// When to call ``open(at:)``; `nil` while it is open.
    var attempt: MonotonicInstant? { get }
    /// Tries to open what is absent or failed. Returns what stands in the way, `nil` where nothing does.
    func open(at now: MonotonicInstant) -> SourceFault?
    /// The next edge, oldest first; `nil`: none waits. Allocates nothing.
    func take() -> EdgeStamp?
}

/// One edge, as stamped.
public struct EdgeStamp: Hashable, Sendable, BitwiseCopyable {
    /// Which clock a stamp is of.
    public enum Clock: UInt8, Sendable, BitwiseCopyable {
        /// CLOCK_REALTIME; in the second of a leap it may be the one before the kernel's step or the one after it.
        case realtime
        /// CLOCK_MONOTONIC.
        case monotonic
        /// The source's own hardware clock (a PHC).
        case hardware
    }

    public var clock: Clock
    /// Since that clock's zero.
    public var nanoseconds: Int64
    /// From low to high, as the line is; a source that cannot tell says what was asked of it.
    public var isRising: Bool
    /// How uncertain the stamp itself is (a cross-reading, a coarse clock); zero where the source knows none.
    public var uncertainty: Duration

    public init(clock: Clock, nanoseconds: Int64, isRising: Bool, uncertainty: Duration = .zero) {
        (self.clock, self.nanoseconds) = (clock, nanoseconds)
        (self.isRising, self.uncertainty) = (isRising, uncertainty)
    }
}

/// Why a source gives no edges, by what can be done about it.
public enum SourceFault: UInt8, Error, Sendable, BitwiseCopyable, CaseIterable {
    /// There is no such device, line or channel (yet, or any more): wait for it.
    case absent
    /// We may not use it: a matter of rights (the device's mode, CAP_SYS_TIME for capture modes).
    case denied
    /// Another program has it.
    case busy
    /// It is there but cannot do this: no such edge, no time stamps, the kernel lacks the support.
    case unsuitable
    /// It opened but failed in use: try again.
    case failed
}
