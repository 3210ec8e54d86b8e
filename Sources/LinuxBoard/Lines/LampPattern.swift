// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// How a lamp shows something: its light as a function of time and of nothing else.
public enum LampPattern: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case dark
    case steady
    /// A second on, a second off.
    case slow
    /// A fifth of a second on, a fifth off.
    case fast

    /// Half its period; `nil` where it does not change.
    private var half: Int64? {
        switch self {
        case .dark, .steady: nil
        case .slow: 1_000_000_000
        case .fast: 200_000_000
        }
    }

    /// Whether it is lit now; all lamps blink in step.
    public func isLit(at now: MonotonicInstant) -> Bool {
        guard let half else { return self == .steady }
        return (now.sinceEpoch.wholeNanoseconds / half).isMultiple(of: 2)
    }

    /// When its light next changes, after `now`; `nil` where it never does.
    public func nextChange(after now: MonotonicInstant) -> MonotonicInstant? {
        guard let half else { return nil }
        let count = now.sinceEpoch.wholeNanoseconds / half &+ 1
        return MonotonicInstant(sinceEpoch: .nanoseconds(half) * Int(clamping: count))
    }
}
