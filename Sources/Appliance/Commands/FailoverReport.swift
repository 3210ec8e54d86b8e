// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase
import TimeKeeping

/// Which rung of `failover.order` the time that is told comes from, and what is foreseen.
public struct FailoverReport: Codable, Hashable, Sendable {
    /// gnss, upstream, holdover, orphan; `null`: from nowhere.
    @Nullable public var rung: String?
    /// Since when: UTC, ISO 8601, as our clock showed it.
    @Nullable public var since: String?
    /// What follows if nothing else is heard: the same words, or "none"; `null`: no change is foreseen.
    @Nullable public var next: String?
    /// After how long, s.
    @Nullable public var nextSeconds: Double?
    /// When that is: UTC, ISO 8601.
    @Nullable public var nextAt: String?
    /// One sentence.
    public var text: String
}

extension FailoverReport {
    init(_ snapshot: ApplianceSnapshot) {
        let place = snapshot.place
        self.init(
            rung: place.rung?.name, since: place.since.map(snapshot.utcText),
            next: place.next.map { $0.rung?.name ?? "none" }, nextSeconds: place.next?.after.realSeconds,
            nextAt: place.next.flatMap { Self.moment($0.after, in: snapshot) }, text: place.sentence)
    }

    /// No calendar reaches as far as a bound may take to grow.
    private static let farthest: Duration = .seconds(20 * 365 * 86_400)

    private static func moment(_ after: Duration, in snapshot: ApplianceSnapshot) -> String? {
        after <= farthest ? snapshot.utcText(at: snapshot.now + after) : nil
    }

    /// Whether there is more to say than that the receiver is followed, or that nothing is known yet.
    var isWorthTelling: Bool { next != nil || rung != nil && rung != TimeRung.receiver.name }

    /// "Our own oscillator keeps the time; in 15 h the upstreams are followed if nothing changes; so since …"
    var phrase: String {
        let begun = since.map { " So since \($0)." } ?? ""
        let end = nextAt.map { " The change would come at \($0)." } ?? ""
        return text + begun + end
    }
}

extension TimeRung {
    /// As `failover.order` has it.
    var name: String {
        switch self {
        case .receiver: "gnss"
        case .upstream: "upstream"
        case .holdover: "holdover"
        case .orphan: "orphan"
        }
    }
}

extension ApplianceSnapshot {
    /// Where the time that is told comes from: nobody's is told by those who serve it, and until they do, none is.
    var place: FailoverPlace {
        if let cluster, cluster.isInForce { return FailoverPlace(.orphan, since: cluster.since) }
        guard upstreams.place.rung == .orphan else { return upstreams.place }
        return FailoverPlace(nil, since: upstreams.place.since)
    }
}
