// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import TimeBase

/// When the error bound will pass what people care for, if nothing more is heard.
public struct HoldoverOutlook: Hashable, Sendable {
    public struct Passing: Hashable, Sendable {
        public var limit: Duration
        /// From now; zero where it already has, `nil` where it never will.
        public var after: Duration?
        /// As our clock will show it.
        public var at: UTCInstant?
    }

    public var passings: [Passing]

    /// 1 µs, 10 µs, 100 µs, 1 ms.
    public static let limits: [Duration] = [.microseconds(1), .microseconds(10), .microseconds(100), .milliseconds(1)]

    public init(of snapshot: ApplianceSnapshot) {
        passings = Self.limits.map { Self.passing(of: $0, in: snapshot) }
    }

    private static func passing(of limit: Duration, in snapshot: ApplianceSnapshot) -> Passing {
        let (state, now) = (snapshot.state, snapshot.now)
        guard let total = state.errorBound.time(until: limit) else { return Passing(limit: limit) }
        let left = max(.zero, total - (now - state.asOf))
        guard left > .zero, left < .seconds(3_000_000_000) else { return Passing(limit: limit, after: left) }
        let at = state.utc.utc(snapshot.clock.reading(at: now + left).shown)
        return Passing(limit: limit, after: left, at: at)
    }
}

/// The outlook as a table.
enum OutlookPart {
    static func section(_ outlook: HoldoverOutlook) -> HTML {
        let rows = outlook.passings.map { passing -> HTML in
            """
            <tr><th scope="row">\(passing.limit.humanText)</th><td>\(after(passing))</td>\
            <td>\(passing.at.map { Figures.moment($0) } ?? "")</td></tr>
            """
        }
        return """
            <section aria-labelledby="outlook-heading">
            <h2 id="outlook-heading">If nothing more is heard</h2>
            <div class="scroll" tabindex="0" role="group" aria-label="Outlook"><table class="figures"><thead><tr><th scope="col">Bound passes</th><th scope="col">in</th>\
            <th scope="col">at</th></tr></thead><tbody>\(rows)</tbody></table></div>
            </section>
            """
    }

    private static func after(_ passing: HoldoverOutlook.Passing) -> String {
        guard let after = passing.after else { return "never" }
        return after > .zero ? after.humanText : "already"
    }
}
