// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What happens next, and what it does.
extension SimulatedBoard {
    enum Source {
        case deadline, script, receiver, pulse, thermometer
    }

    /// Of things at the same instant, the script's comes first and the deadline's tick last.
    func earliest(before deadline: MonotonicInstant) -> (Source, MonotonicInstant) {
        var found = (Source.deadline, deadline)
        if let arrival = receiver.nextArrival {
            let at = counter(at: arrival)
            if at < found.1 { found = (.receiver, at) }
        }
        let edge = counter(at: pulse.next)
        if edge < found.1 { found = (.pulse, edge) }
        if let reading = thermometer?.next, reading < found.1 { found = (.thermometer, max(now, reading)) }
        if let cue = script.first, origin + cue.at <= found.1 { found = (.script, max(now, origin + cue.at)) }
        return found
    }

    func take(_ source: Source) -> TimingEvent? {
        switch source {
        case .deadline: return TimingEvent(at: now, .tick)
        case .receiver: return TimingEvent(at: now, .bytes(receiver.takeChunk()))
        case .pulse: return takePulse()
        case .thermometer:
            let celsius = thermometer?.take(thermal: body.oscillator.thermal)
            return celsius.map { TimingEvent(at: now, .temperature($0)) }
        case .script:
            if let cue = script.popFirst() { perform(cue.command) }
            return nil
        }
    }

    private func takePulse() -> TimingEvent? {
        let isGiven = receiver.pulseError(at: trueTime(at: now)) != nil
        let comes = pulse.take()
        alignPulse()
        guard comes, isGiven, !isPulseOff else { return nil }
        let reading = body.mapping.reading(at: now)
        return TimingEvent(
            at: now, .pulse(PulseEdge(reading: reading, uncertainty: scene.pulse.statedUncertainty)))
    }

    /// The next edge is where the receiver has its second.
    func alignPulse() {
        let dragged = drag.map { Duration.realSeconds($0.rate * (pulse.nominal - $0.since).realSeconds) }
        pulse.phase = (receiver.pulseError(at: pulse.nominal) ?? .zero) + (dragged ?? .zero)
        pulse.reconsider()
    }

    func obey() {
        while let command = orders?() { perform(command) }
    }

    func wait(until instant: MonotonicInstant) -> Bool {
        guard case .following(let pacer) = pace else { return true }
        if pacer.wait(until: instant) { return true }
        advance(to: min(pacer.now, instant))
        return false
    }

    func advance(to instant: MonotonicInstant) {
        guard instant > now else { return }
        now = instant
        body.advance(to: instant)
    }

    /// Never before now: what was due in the past happens at once.
    private func counter(at time: TAIInstant) -> MonotonicInstant { max(now, origin + (time - scene.start)) }

    func unplug() {
        guard receiver.isPowered else { return }
        receiver.power(false, at: trueTime(at: now))
        announcement = .receiverLost(.absent)
    }

    func replug() {
        guard !receiver.isPowered else { return }
        receiver.power(true, at: trueTime(at: now))
        announcement = .receiverOpened
    }
}
