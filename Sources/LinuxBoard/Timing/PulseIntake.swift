// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// The pulse's way into a board: what to wait for, and each edge as a reading of the disciplined clock.
struct PulseIntake {
    private var wiring: PulseWiring
    private let reader: PulseReader
    private let clocks: [HardwareClock]
    /// The clock behind hardware stamps, once their source is open.
    private var stamper: HardwareClock?
    /// A simulated input's next edge, once it is known, and how far has been looked for it.
    private(set) var edge: MonotonicInstant?
    private var searched: MonotonicInstant

    /// - Parameter clocks: those whose inputs hardware stamps may come from.
    init(_ wiring: PulseWiring, clocks: [HardwareClock], timeline: HostTimeline, from now: MonotonicInstant) {
        (self.wiring, self.clocks, searched) = (wiring, clocks, now)
        reader = PulseReader(timeline: timeline)
    }

    var descriptor: Int32 {
        if case .line(let source, _) = wiring { source.descriptor } else { -1 }
    }

    /// When to call ``open(at:)``; `nil`: there is nothing to open.
    var attempt: MonotonicInstant? {
        if case .line(let source, _) = wiring { source.attempt } else { nil }
    }

    /// Returns what stands in the way. Stamps of a hardware clock that this board knows nothing of are of no use.
    mutating func open(at now: MonotonicInstant) -> SourceFault? {
        guard case .line(let source, _) = wiring else { return nil }
        if let fault = source.open(at: now) { return fault }
        stamper = Self.stamper(of: source, among: clocks)
        return source is HardwareTimestamps && stamper == nil ? .unsuitable : nil
    }

    /// The clock whose inputs a source of hardware stamps reads.
    static func stamper(of source: any EdgeSource, among clocks: [HardwareClock]) -> HardwareClock? {
        guard let stamps = source as? HardwareTimestamps else { return nil }
        return clocks.first { HardwareClock.isSame($0.name, stamps.name) }
    }

    /// Looks for a simulated input's next edge.
    mutating func findEdge(before deadline: MonotonicInstant) {
        guard edge == nil, searched < deadline, case .simulated(var input) = wiring else { return }
        edge = input.nextEdge(from: searched, before: deadline)
        wiring = .simulated(input)
        searched = edge.map { $0 + .nanoseconds(1) } ?? deadline
    }

    /// The next edge that has come and can be relied on.
    mutating func take(
        _ isReady: Bool, on clock: BoardClock, at now: MonotonicInstant
    ) -> (PulseEdge, MonotonicInstant)? {
        if let found = edge, found <= now {
            edge = nil
            return (PulseEdge(reading: clock.mapping.reading(at: found)), found)
        }
        guard isReady, case .line(let source, let edges) = wiring else { return nil }
        while let stamp = source.take() {
            guard edges.includes(rising: stamp.isRising) else { continue }
            if let taken = reader.read(stamp, on: clock, stamper: stamper) { return taken }
        }
        return nil
    }
}
