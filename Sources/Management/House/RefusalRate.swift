// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import TimeBase

/// How many NTP requests are refused in a second, as a mean over ten seconds or a little more.
struct RefusalRate: Sendable {
    /// Long enough that a burst of a second is none.
    static let span: Duration = .seconds(10)
    /// Closer looks are left out, so that there are never more than some twenty marks.
    private static let interval: Duration = .milliseconds(500)

    private var marks: [(at: MonotonicInstant, count: UInt64)] = []

    /// - Parameter count: of all that were refused since the start.
    /// - Returns: `nil` until it has been looked at for ``span``.
    mutating func mean(of count: UInt64, at now: MonotonicInstant) -> Double? {
        if let last = marks.last, count < last.count { marks = [] }
        if marks.last.map({ now - $0.at >= Self.interval }) ?? true { marks.append((now, count)) }
        while marks.count > 1, now - marks[1].at >= Self.span { marks.removeFirst() }
        guard let first = marks.first, now - first.at >= Self.span else { return nil }
        return Double(count - first.count) / (now - first.at).realSeconds
    }
}

extension NTPFacts {
    /// Requests that were not answered on purpose, by the kernel for us or for want of room among them; what could not be sent
    /// is not.
    var refused: UInt64 { dropped.reduce(overruns) { $1.name == "unsent" ? $0 : $0 &+ $1.count } }
}

extension Gate {
    /// The users and networks that may not log in now; `nil` where nobody can log in at all.
    var lockedOut: [String]? { book?.lockedOut(at: moment) }
}
