// SPDX-License-Identifier: Apache-2.0

public import NTP
public import TimeKeeping

extension Settings {
    /// One of `sources`: another server, or a pool of them, that is asked for the time.
    public struct Source: Sendable, Equatable {
        /// The server's name or address; `nil` where it is a pool.
        public var server: String?
        /// A name that stands for many servers.
        public var pool: String?
        /// How many of a pool are asked: 1 ... 8.
        public var size = 4
        public var port = 123
        /// Of those that agree, the preferred ones make the time.
        public var prefer = false
        /// Eight requests at the start; eight at each poll.
        public var iburst = true
        public var burst = false
        /// Log2 seconds between polls, at the least and at the most: 0 ... 17.
        public var minpoll = 6
        public var maxpoll = 10
        /// The number of the key in `ntp.keys` that its replies must be signed with; `nil`: they need not be.
        public var key: Int?
        /// The protocol's: 3 or 4.
        public var version = 4
        /// Whether the server's true transmit timestamps are asked for (RFC 9769).
        public var xleave = false
        /// A PTP master, instead of a server or a pool.
        public var ptp: PTPSource?
        /// Whether it must prove by NTS that its replies are its own (RFC 8915).
        public var nts = false
        /// Where keys are asked for.
        public var ntsPort = Int(KENegotiation.port)
        /// The file of the certificates that are trusted for that, PEM; `nil`: the system's.
        public var ntsAuthority: String?
        public var ntsDates = NTSDates.whenKnown

        /// When a certificate must not have expired.
        public enum NTSDates: String, Sendable, CaseIterable {
            /// Once the time is known. Until then none is refused for its dates, so that a machine without a battery clock
            /// can get its first time; it is looked at again afterwards (RFC 8915, 8.5).
            case whenKnown = "when-known"
            /// Always, by whatever the clock shows.
            case always
        }

        /// What is looked up.
        public var host: String { server ?? pool ?? "" }
        /// Whether it is asked by NTP.
        public var isNTP: Bool { ptp == nil }
        /// How many servers it may come to.
        public var most: Int { pool == nil ? 1 : size }

        public var client: ClientSettings {
            ClientSettings(
                minPoll: Int8(clamping: minpoll), maxPoll: Int8(clamping: maxpoll), isBursting: burst,
                isBurstingAtFirst: iburst, isInterleaved: xleave, needsAuthentication: key != nil || nts,
                version: UInt8(clamping: version))
        }
    }

    /// `failover`: what the time is taken from where the receiver cannot be followed, and who wins where they disagree.
    public struct Failover: Sendable, Equatable {
        public enum Rung: String, Sendable, CaseIterable, CustomStringConvertible {
            case gnss, upstream, holdover, orphan
            public var description: String { rawValue }
        }

        public enum Dispute: String, Sendable, CaseIterable {
            case gnssWins = "gnss-wins"
            case majorityWins = "majority-wins"
            case alarmOnly = "alarm-only"
        }

        /// The first that serves.
        public var order = Rung.allCases
        /// Whether upstreams that come before holdover are followed at once, though holdover is still better.
        public var immediate = false
        /// Who is followed where most sources contradict the receiver.
        public var dispute = Dispute.gnssWins
        /// Offsets up to this are slewed and never stepped: 0 ... 10 000 ms.
        public var slewedMs = 128
        /// The largest step that the clock may make once others have relied on it; 0: none, however long a slew takes.
        public var largestStepMs = 1000
        /// The fastest slew: 1 ... 500 millionths.
        public var slewPpm = 100
        /// How large the error may be by what the upstreams say: 1 ... 1500 ms.
        public var largestErrorMs = 1000
    }
}

extension Settings.Failover {
    /// What they mean to timekeeping.
    public var keeping: TimekeepingSettings.Fallback {
        var fallback = TimekeepingSettings.Fallback()
        fallback.largestError = .milliseconds(largestErrorMs)
        fallback.correction = CorrectionPolicy(
            slewed: .milliseconds(slewedMs), largestStep: .milliseconds(largestStepMs), slewRate: Double(slewPpm) / 1e6)
        return fallback
    }

    /// - Parameter limit: over so large a bound our own oscillator no longer serves.
    func order(holdoverLimit limit: Duration) -> FailoverOrder {
        FailoverOrder(order.map(\.kind), holdoverLimit: limit, isImmediate: immediate) ?? .standard
    }

    public var policy: DisputePolicy {
        switch dispute {
        case .gnssWins: .gnssWins
        case .majorityWins: .majorityWins
        case .alarmOnly: .alarmOnly
        }
    }
}

extension Settings.Failover.Rung {
    fileprivate var kind: TimeRung {
        switch self {
        case .gnss: .receiver
        case .upstream: .upstream
        case .holdover: .holdover
        case .orphan: .orphan
        }
    }
}
