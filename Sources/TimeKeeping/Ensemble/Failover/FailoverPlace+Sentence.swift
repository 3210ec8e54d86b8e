// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension FailoverPlace {
    /// Where the time comes from and what is foreseen, for people: "Our own oscillator keeps the time; in 15 h the
    /// upstreams are followed if nothing changes."
    public var sentence: String {
        let now = TimeRung.present(rung)
        guard let next else { return now + "." }
        return "\(now); in \(next.after.humanText) \(TimeRung.future(next.rung)) if nothing changes."
    }
}

extension TimeRung {
    fileprivate static func present(_ rung: TimeRung?) -> String {
        switch rung {
        case .receiver: "The receiver is followed"
        case .upstream: "The upstreams are followed"
        case .holdover: "Our own oscillator keeps the time"
        case .orphan: "The time is nobody's but the cluster's"
        case nil: "The clock is not synchronised"
        }
    }

    fileprivate static func future(_ rung: TimeRung?) -> String {
        switch rung {
        case .receiver: "the receiver is followed"
        case .upstream: "the upstreams are followed"
        case .holdover: "our own oscillator keeps it"
        case .orphan: "it is nobody's but the cluster's"
        case nil: "it is no longer to be relied on"
        }
    }
}
