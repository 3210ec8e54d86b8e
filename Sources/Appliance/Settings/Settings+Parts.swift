// SPDX-License-Identifier: Apache-2.0

import Board
public import NTP
import TimeBase
public import TimeKeeping

/// What the settings mean to the parts of the appliance.
extension Settings {
    /// Whom NTP answers. The reader has refused more prefixes than anybody has; without it, nobody is let in by a
    /// policy that could not be made.
    public var accessPolicy: AccessPolicy {
        let policy = AccessPolicy(
            allow: allow.map(\.ntp), deny: deny.map(\.ntp), peers: ntp.peers.map { AddressBlock.only($0.address) })
        return policy ?? AccessPolicy(allow: [], deny: [.everything]) ?? .everyone
    }

    /// Whom NTP's control messages are answered, where they are: this machine, and those that may ask with other tools,
    /// too. The reader has refused more prefixes than anybody has; without it, nobody is answered.
    public var controlPolicy: AccessPolicy {
        let nobody = AccessPolicy(allow: [], deny: [.everything]) ?? .everyone
        guard compatibility.ntpq else { return nobody }
        return AccessPolicy(allow: AddressBlock.thisMachine + compatibility.allow.map(\.ntp), deny: []) ?? nobody
    }

    /// How the clock is kept.
    public var timekeeping: TimekeepingSettings {
        var keeping = TimekeepingSettings()
        keeping.labelling.statedOffset = .seconds(receiver.labelOffsetSeconds)
        let earliest = Duration.milliseconds(receiver.messageDelayMs)
        keeping.labelling.latency = earliest...(earliest + .milliseconds(900))
        keeping.pulse.cableDelay = .picoseconds(Int64((pulse.cableDelayNs + pulse.biasNs) * 1000))
        keeping.pulse.uncertainty = .picoseconds(Int64((pulse.uncertaintyNs ?? pulse.assumedUncertaintyNs) * 1000))
        keeping.holdover.longest = .seconds(clock.holdoverSeconds)
        keeping.holdover.largestError = .nanoseconds(clock.holdoverErrorNs)
        keeping.trust = trust.keeping
        keeping.fallback = failover.keeping
        keeping.fallback.order = failover.order(holdoverLimit: keeping.holdover.largestError)
        keeping.fallback.orphan = orphanTerms
        keeping.retrospect.seconds = clock.retrospectSeconds
        keeping.steering.returnSlew = returnSlew
        // No clock that can be read is this far off.
        if clock.step == .never { keeping.steering.stepBeyond = .seconds(1_000_000_000_000) }
        return keeping
    }

    /// `nil`: nobody's time is ever told.
    private var orphanTerms: OrphanTerms? {
        ntp.localTime.map { OrphanTerms(wait: $0.wait, needsRightClock: $0.beginning == .synchronised) }
    }

    /// Seconds per second; `nil`: as fast as any clock is slewed.
    private var returnSlew: Double? {
        let followed = ptp.ports.isEmpty ? 0 : Self.followersSlewNs
        let chosen = clock.returnSlewNs ?? followed
        return chosen > 0 ? Double(chosen) / 1e9 : nil
    }

    /// PTP clocks keep up with so much and stay locked.
    private static let followersSlewNs = 50
}

extension AddressPrefix {
    /// As NTP has it: IPv4 in its mapped form.
    var ntp: AddressBlock {
        AddressBlock(number: address.number, length: Int(length) + (address.isV4 ? 96 : 0)) ?? .everything
    }
}

extension AddressBlock {
    /// One address.
    static func only(_ address: IPAddress) -> AddressBlock {
        AddressPrefix(address: address, length: address.isV4 ? 32 : 128).ntp
    }

    /// 127.0.0.0/8 and ::1.
    static var thisMachine: [AddressBlock] {
        [AddressPrefix(address: .loopbackV4, length: 8), AddressPrefix(address: .loopbackV6, length: 128)].map(\.ntp)
    }
}
