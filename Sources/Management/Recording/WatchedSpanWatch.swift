// SPDX-License-Identifier: Apache-2.0

import Appliance
import NTP
import Records
import TimeBase

/// Keeps in mind where each watched clock was in the ten minutes that pass.
struct WatchedSpanWatch: Sendable {
    private struct Name: Hashable {
        let group, clock: String
    }

    private var stretch: Int64?
    private var shown: Int64?
    private var spans: [Name: WatchedSpan] = [:]
    /// Of each clock by its number, which measurement was seen last: each counts once.
    private var seen: [MonotonicInstant?] = []

    /// The ten minutes before, once others have begun.
    mutating func news(in snapshot: ApplianceSnapshot) -> [WatchedSpan] {
        let current = snapshot.unixMilliseconds / WatchedSpan.length
        var past: [WatchedSpan] = []
        if let stretch, current != stretch {
            past = spans.values.sorted { ($0.group, $0.clock) < ($1.group, $1.clock) }
            spans = [:]
        }
        stretch = current
        look(at: snapshot, stretch: current)
        return past
    }

    /// Of the ten minutes at work so far, every ten seconds; `nil` between.
    mutating func soFar(in snapshot: ApplianceSnapshot) -> [WatchedSpan]? {
        let now = snapshot.unixMilliseconds / 10_000
        defer { shown = now }
        return now == shown ? nil : Array(spans.values)
    }

    /// What there is of the ten minutes at work: nothing more is to come of them.
    mutating func end() -> [WatchedSpan] {
        defer { spans = [:] }
        return Array(spans.values)
    }

    private mutating func look(at snapshot: ApplianceSnapshot, stretch: Int64) {
        let clocks = snapshot.watch.table?.clocks ?? []
        if seen.count != clocks.count { seen = Array(repeating: nil, count: clocks.count) }
        for (number, (clock, target)) in zip(clocks, snapshot.watch.targets).enumerated() {
            guard clock.isMeasured, let difference = clock.difference, seen[number] != difference.at else { continue }
            seen[number] = difference.at
            let span = WatchedSpan(
                utcMilliseconds: stretch * WatchedSpan.length, group: snapshot.watch.groups[clock.group].name,
                clock: target.name, least: difference.offset.wholeNanoseconds, most: difference.offset.wholeNanoseconds,
                uncertainty: difference.uncertainty.wholeNanoseconds, wasOver: clock.condition == .over)
            spans[Name(group: span.group, clock: span.clock), default: span].add(span)
        }
    }
}
