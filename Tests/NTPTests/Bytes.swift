// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// Octets from hexadecimal digits; spaces and line breaks are for the reader.
func octets(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.map { $0.hexDigitValue ?? 0 }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

func header(_ bytes: [UInt8]) -> NTPHeader? { NTPHeader(bytes.span) }

func written(_ header: NTPHeader) -> [UInt8] {
    // Not zero before, so that an octet that is not written shows.
    var bytes = [UInt8](repeating: 0xEE, count: NTPHeader.count)
    var span = bytes.mutableSpan
    header.write(into: &span)
    return bytes
}

/// A seeded generator (SplitMix64), so that a failure can be had again.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

let start = MonotonicInstant(sinceEpoch: .seconds(1000))

/// TAI of a UTC second since 1970, at an offset of 37 s.
func tai(unix seconds: Int64, plus fraction: Duration = .zero) -> TAIInstant {
    TAIInstant(sinceEpoch: .seconds(seconds + 37) + fraction)
}

func state(
    _ phase: TimeState.Phase = .locked, bound: ErrorBound = ErrorBound(base: .microseconds(1)),
    reference: TimeReference = .gps, lastUpdate: TAIInstant? = nil,
    utc: UTCRelation = UTCRelation(taiMinusUTC: 37)
) -> TimeState {
    TimeState(
        phase: phase, since: start, asOf: start, reason: .justStarted, errorBound: bound, reference: reference,
        lastUpdate: lastUpdate, utc: utc)
}

func claim(_ state: TimeState, at unix: Int64 = 1_700_000_000, after: Duration = .zero) -> ServerClaim {
    ServerClaim(of: state, at: start + after, shown: tai(unix: unix), precision: -24)
}

/// Answers `request`; the reply, or why there is none.
func answer(
    _ request: [UInt8], from port: UInt16 = 40_000, claim said: ServerClaim = claim(state()),
    receive: UInt64 = 0xE900_0000_1234_5678, transmit: UInt64 = 0xE900_0000_1300_0000
) -> Result<[UInt8], Refusal> {
    var buffer = request
    var span = buffer.mutableSpan
    let arrival = Responder.Arrival(
        count: request.count, sourcePort: port, receive: NTPTimestamp(raw: receive))
    do throws(Refusal) {
        let length = try Responder.respond(
            in: &span, to: arrival, transmit: NTPTimestamp(raw: transmit), claim: said)
        return .success(Array(buffer[..<length]))
    } catch {
        return .failure(error)
    }
}
