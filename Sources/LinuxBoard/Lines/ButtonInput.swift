// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A button on a line with both edges told; taken again when it was lost.
struct ButtonInput {
    let place: LinePlace
    private let provider: any LineProvider
    private var line: (any InputLine)?
    private var debouncer = Debouncer(isPressed: false, at: MonotonicInstant(sinceEpoch: .zero))
    private var retry = Retry()
    private var told: SourceFault?

    init(_ place: LinePlace, provider: any LineProvider) {
        (self.place, self.provider) = (place, provider)
    }

    /// What to wait on; −1 while there is nothing.
    var descriptor: Int32 { line?.descriptor ?? -1 }
    /// When to call ``next(at:)`` at the latest; `nil` where only an edge brings news.
    var attempt: MonotonicInstant? { line == nil ? retry.next : debouncer.next }

    /// Takes what has happened up to now: a press, or a fault that was not told before. To be called again until it
    /// gives neither.
    mutating func next(at now: MonotonicInstant) throws(SourceFault) -> ButtonPress? {
        do throws(SourceFault) {
            if line == nil {
                if now < retry.next { return nil }
                try open(at: now)
            }
            return try read(at: now)
        } catch {
            line = nil
            retry.failed(at: now)
            if told == error { return nil }
            told = error
            throw error
        }
    }

    private mutating func open(at now: MonotonicInstant) throws(SourceFault) {
        // A button that is active low closes to ground and needs something to hold it up, and the other way round.
        let opened = try provider.input(
            place, edges: .both, bias: place.isActiveLow ? .up : .down, prefersRealtime: false)
        debouncer = Debouncer(isPressed: try opened.isOn(), at: now)
        line = opened
        told = nil
        retry.worked()
    }

    private mutating func read(at now: MonotonicInstant) throws(SourceFault) -> ButtonPress? {
        while let stamp = try line?.take() {
            let instant = stamp.clock == .monotonic ? HostClock.instant(nanoseconds: stamp.nanoseconds) : now
            if let press = debouncer.change(to: stamp.isRising, at: instant) { return press }
        }
        return debouncer.look(at: now)
    }
}
