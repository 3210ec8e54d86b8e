// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records
import Synchronization
import TimeBase

/// Whether our clock has shown a time that something vouches for since the program began: the receiver, once the clock
/// has been brought to it, or a clock on a battery that shows the same. Once it has, that stays: from then on a clock
/// that is not to be relied on is off by what it drifts, not by years.
///
/// What happens before is written into the journal at once, so that nobody who looks for the reason has to wait and no
/// power cut takes it; it bears what our clock showed, and says so. Its order is right in any case.
final class TimeVouch: Sendable {
    static let mark = " (before the time was known)"

    private struct State {
        var isKnown = false
        var wasTold = false
        /// The first look of all.
        var first: Look?
    }

    private struct Look {
        var at: MonotonicInstant
        var utcMilliseconds: Int64
    }

    private let state = Mutex(State())

    /// Looks at the appliance; to be called once a second.
    /// - Returns: whether the time is known, and an entry for the journal where that is new.
    func look(at snapshot: ApplianceSnapshot) -> (isKnown: Bool, news: JournalRecord?) {
        state.withLock { state in
            let look = Look(at: snapshot.now, utcMilliseconds: snapshot.unixMilliseconds)
            let isFirst = state.first == nil
            let first = state.first ?? look
            (state.first, state.isKnown) = (first, state.isKnown || snapshot.isTimeVouched)
            guard state.isKnown, !state.wasTold else { return (state.isKnown, nil) }
            state.wasTold = true
            return (true, isFirst ? nil : Self.news(from: first, to: look))
        }
    }

    /// As it is to be written: marked where nothing vouched for its time.
    func marked(_ record: JournalRecord) -> JournalRecord {
        guard !state.withLock({ $0.isKnown }) else { return record }
        var marked = record
        marked.text += Self.mark
        return marked
    }

    /// By how much the clock was set since the first look, as far as that can be seen.
    private static func news(from first: Look, to now: Look) -> JournalRecord {
        let passed = Duration.milliseconds(now.utcMilliseconds - first.utcMilliseconds)
        let step = passed - (now.at - first.at)
        let moved =
            step.magnitude < .seconds(1)
            ? "what our clock showed before was right within a second"
            : "our clock had been \(step.magnitude.humanText) \(step > .zero ? "behind" : "ahead")"
        return JournalRecord(
            utcMilliseconds: max(0, now.utcMilliseconds), kind: .system,
            text: "The time is known from here on; \(moved).")
    }
}

extension ApplianceSnapshot {
    /// Whether something vouches for what our clock shows now.
    var isTimeVouched: Bool { state.isTrustworthy || isBorneOutByBattery }
}
