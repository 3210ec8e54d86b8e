// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// NTP requests, from octets to reply.
struct Requests {
    func measure() -> Measurement {
        let start = MonotonicInstant(sinceEpoch: .zero)
        let clock = ClockMapping(
            anchor: start, atAnchor: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000))),
            rate: 3e-6)
        let state = TimeState(
            phase: .locked, since: start, asOf: start, reason: .justStarted,
            errorBound: ErrorBound(base: .nanoseconds(300)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        var buffer = [UInt8](repeating: 0, count: 128)
        return count("NTP requests", times: 100_000) { index in
            let now = start + .microseconds(index)
            let claim = ServerClaim(of: state, at: now, shown: clock.reading(at: now).shown, precision: -24)
            let timeline = Timeline(clock, utc: state.utc)
            buffer[0] = 0x23
            var span = buffer.mutableSpan
            let arrival = Responder.Arrival(count: 48, sourcePort: 40_000, receive: timeline.timestamp(at: now))
            let length = try? Responder.respond(
                in: &span, to: arrival, transmit: timeline.timestamp(at: now), claim: claim)
            precondition(length == 48)
        }
    }
}
