// SPDX-License-Identifier: Apache-2.0

import TimeBase

@testable import Appliance
@testable import TimeKeeping

/// Each of the alarms about other servers as sources.
let serverTroubles: [Trouble] = [
    Trouble(
        "sources-disagree", .critical,
        "Most sources contradict the receiver, which is 1 s behind them; it is followed all the same. "
            + "Our clock − each server: alpha −1 s."
    ) { snapshot, _ in
        snapshot.conditions = .sourcesDisagree
        var server = UpstreamFacts(name: "alpha", endpoint: nil, verdict: .selected)
        (server.unfitness, server.offset) = (nil, .seconds(-1))
        snapshot.upstreams.servers = [server]
        snapshot.upstreams.dispute = SourceDispute(receiver: 0, distance: .seconds(1), isFollowed: true)
    },
    Trouble("sources-disagree", .critical, "Most sources contradict the receiver.") { snapshot, _ in
        snapshot.conditions = .sourcesDisagree
    },
    Trouble("correction-refused", .critical, "The clock is further off, by the servers, than it may be corrected.") {
        snapshot, _ in snapshot.conditions = .correctionRefused
    },
    Trouble("fallback", .warning, "The clock follows other servers, for its receiver cannot be followed.") {
        snapshot, _ in snapshot.state.phase = .fallback
    },
    Trouble(
        "server-unusable", .notice,
        "alpha and 1 other server cannot be used. Its name has not been looked up yet, or has no address."
    ) { snapshot, _ in
        snapshot.upstreams.servers = ["alpha", "beta"].map {
            UpstreamFacts(name: $0, endpoint: nil, verdict: .absent)
        }
    },
]
