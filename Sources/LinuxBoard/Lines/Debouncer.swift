// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What was done to a button.
public enum ButtonPress: UInt8, Sendable, BitwiseCopyable {
    /// Pressed and let go; told when it is let go.
    case short
    /// Held for ``Debouncer/holdTime``; told while it is still held, and only once.
    case long
}

/// Makes presses out of a contact that bounces: a level counts once it has stood still.
public struct Debouncer: Sendable {
    /// A contact bounces for some milliseconds; nobody presses a button this quickly.
    public static let settleTime: Duration = .milliseconds(30)
    public static let holdTime: Duration = .seconds(3)

    /// The level last seen, and since when.
    private var seen: Bool
    private var since: MonotonicInstant
    /// The level that counts, and since when it was pressed; `nil` where that press is told or is none of ours.
    private var counted: Bool
    private var pressed: MonotonicInstant?

    /// - Parameter isPressed: how it is found; one that is held from before means nothing until it is let go.
    public init(isPressed: Bool, at now: MonotonicInstant) {
        (seen, since, counted) = (isPressed, now, isPressed)
    }

    /// The contact closed or opened. Returns a press that was complete before it did.
    public mutating func change(to isPressed: Bool, at instant: MonotonicInstant) -> ButtonPress? {
        let press = look(at: instant)
        if isPressed != seen { (seen, since) = (isPressed, instant) }
        return press
    }

    /// Time has passed. Call it at ``next``.
    public mutating func look(at now: MonotonicInstant) -> ButtonPress? {
        if settle(at: now), !counted {
            defer { pressed = nil }
            return pressed == nil ? nil : .short
        }
        guard let begun = pressed, seen, now - begun >= Self.holdTime else { return nil }
        pressed = nil
        return .long
    }

    /// When ``look(at:)`` has something to find out; `nil` where only a change can bring news.
    public var next: MonotonicInstant? {
        if seen != counted { return since + Self.settleTime }
        return pressed.map { $0 + Self.holdTime }
    }

    /// Lets what stood still long enough count; true where that changed something.
    private mutating func settle(at now: MonotonicInstant) -> Bool {
        guard seen != counted, now - since >= Self.settleTime else { return false }
        counted = seen
        if seen { pressed = since }
        return true
    }
}
