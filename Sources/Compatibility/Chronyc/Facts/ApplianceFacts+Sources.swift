// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import TimeBase
import TimeKeeping

extension Chronyc.ApplianceFacts {
    /// The receiver, and the pulse where there is one.
    var sources: [Chronyc.Source] {
        let clocks = [receiverSource] + (snapshot.pulse.source == nil ? [] : [pulseSource])
        return clocks + snapshot.sources.compactMap(serverSource)
    }

    private var isLocked: Bool { snapshot.state.phase == .locked }

    // MARK: The receiver

    private static let receiverName = letters("GNSS")
    private static let pulseName = letters("PPS")

    private var receiverSource: Chronyc.Source {
        var source = Chronyc.Source(.clock(Self.receiverName))
        source.state = receiverState
        source.reach = snapshot.receiver.reach.bits(at: snapshot.now)
        source.sample = receiverSample
        source.leap = snapshot.receiver.isTimeValid ? .none : .unsynchronised
        source.statistics.samples = receiver.samples
        source.statistics.span = receiver.span
        source.statistics.offset = source.sample?.offset ?? 0
        source.statistics.offsetError = source.sample?.error ?? 0
        return source
    }

    /// It names the second that the pulse marks: used beside it, and followed only where there is no pulse.
    private var receiverState: Chronyc.Source.State {
        if snapshot.conditions.contains(.receiverContradicts) { return .falseticker }
        let isBad: Conditions = [.receiverSilent, .receiverUnplugged, .noFix]
        guard snapshot.receiver.isTimeValid, snapshot.conditions.isDisjoint(with: isBad) else { return .unusable }
        guard isLocked else { return .unused }
        return snapshot.pulse.source == nil ? .selected : .combined
    }

    /// When its message began to arrive, by our clock, less the time that the message stated. It arrives late by what the
    /// receiver needs to work and to talk; that is all that makes it differ, so it may be off by all of it.
    private var receiverSample: Chronyc.Sample? {
        let facts = snapshot.receiver
        guard let stated = facts.statedTime, let arrival = facts.lastEpoch, facts.isTimeValid else { return nil }
        let late = snapshot.clock.reading(at: arrival).offset(from: stated)
        let error = late.magnitude + (facts.timeAccuracy ?? .zero)
        return Chronyc.Sample(
            age: (snapshot.now - arrival).realSeconds, offset: late.realSeconds, error: error.realSeconds)
    }

    // MARK: The pulse

    private var pulseSource: Chronyc.Source {
        var source = Chronyc.Source(.clock(Self.pulseName))
        source.state = pulseState
        source.reach = snapshot.pulse.reach.bits(at: snapshot.now)
        source.sample = pulseSample
        source.leap = isLocked ? .none : .unsynchronised
        source.statistics.samples = pulse.samples
        source.statistics.span = pulse.span
        if let jitter = snapshot.pulse.jitter { source.statistics.deviation = jitter.realSeconds }
        guard isLocked else { return source }
        source.statistics.skew = snapshot.state.errorBound.growth
        source.statistics.offset = snapshot.state.offset.realSeconds
        source.statistics.offsetError = snapshot.state.knownErrorBound(at: snapshot.now)?.realSeconds ?? 0
        return source
    }

    private var pulseState: Chronyc.Source.State {
        if snapshot.conditions.contains(.pulseContradicts) { return .falseticker }
        return isLocked && !snapshot.conditions.contains(.pulseLost) ? .selected : .unusable
    }

    /// How far the last edge was from where it was expected, give or take its stamps' usual noise.
    private var pulseSample: Chronyc.Sample? {
        let facts = snapshot.pulse
        guard let edge = facts.lastEdge, let residual = facts.residual, let jitter = facts.jitter else { return nil }
        return Chronyc.Sample(
            age: (snapshot.now - edge).realSeconds, offset: residual.realSeconds, error: jitter.realSeconds)
    }

    private static func letters(_ name: String) -> UInt32 {
        let octets = name.utf8.prefix(4)
        return octets.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (4 - octets.count))
    }
}
