// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// When a master that is no longer heard counts as gone.
///
/// The standard's rule (IEEE 1588-2019, 7.7.3.1 and 9.2.6.12) is announceReceiptTimeout announce intervals after the last
/// Announce, and a random part of one interval more, so that of several who wait not all move at once. With the usual 3 that
/// is up to four intervals without any master. A passive grandmaster shall stand in within less than three; it hears more
/// than the Announces, though: a master that missed two Announces *and* whose Syncs have stopped is dead, not unlucky. So
/// where the Syncs are heard the count is taken as two, and two of them must be missing as well.
/// One lost Announce never moves anybody.
struct ReceiptTimeout: Sendable, BitwiseCopyable {
    /// Of this port: logAnnounceInterval, logSyncInterval.
    var announceInterval: Duration
    var syncInterval: Duration
    /// announceReceiptTimeout.
    var count: UInt8
    /// The random part: 0 ..< 65 536 of 65 536.
    var jitter: UInt16

    /// After the last Announce, for a master of which only those are heard.
    var plain: Duration { announceInterval * Int(count) + random(of: announceInterval) }

    /// After the last Announce, for a master whose Syncs have stopped as well: in 2.2 ..< 2.7 announce intervals.
    private var quick: Duration { announceInterval * 22 / 10 + random(of: announceInterval / 2) }

    func deadline(of master: ForeignMaster) -> MonotonicInstant {
        // A count of 2 is as quick already; above 3 the operator wants patience.
        guard let lastSync = master.lastSync, count == 3 else { return master.last + limited }
        return min(master.last + plain, max(master.last + quick, lastSync + syncInterval * 22 / 10))
    }

    /// With a count of 2 the random part is kept to three quarters, so that the whole stays below three.
    private var limited: Duration {
        count > 2 ? plain : announceInterval * Int(count) + random(of: announceInterval * 3 / 4)
    }

    private func random(of span: Duration) -> Duration {
        Duration(attoseconds: (span.attoseconds * Int128(jitter)) >> 16)
    }
}

/// Random enough for waiting times: a 64-bit Weyl sequence through a mixing function. It begins with the port's identity, so
/// that no two ports wait alike, and a run can be repeated.
struct Jitter: Sendable, BitwiseCopyable {
    private var state: UInt64

    init(seed: PortIdentity) { state = seed.clock.raw ^ UInt64(seed.number) << 32 }

    mutating func next() -> UInt16 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return UInt16(truncatingIfNeeded: mixed >> 48)
    }
}

extension Duration {
    /// The time that a logMessageInterval names (7.7.2.1): 2^log seconds, exact down to −18; beyond ±15 it counts as that.
    init(logInterval log: Int8) {
        let bounded = min(max(log, -15), 15)
        let second: Int128 = 1_000_000_000_000_000_000
        self.init(attoseconds: bounded < 0 ? second >> Int128(-bounded) : second << Int128(bounded))
    }
}
