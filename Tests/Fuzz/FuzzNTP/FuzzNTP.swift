// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

private let locked = ServerClaim(
    of: TimeState(
        phase: .locked, since: start, asOf: start, reason: .justStarted,
        errorBound: ErrorBound(base: .nanoseconds(250)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37)),
    at: start, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000)), precision: -24)
private let start = MonotonicInstant(sinceEpoch: .zero)

/// Any datagram: either refused, with the buffer as it was, or answered by exactly a header's 48 octets in server
/// mode that echo the request's transmit timestamp, and never by more octets than it had.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let request = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    var buffer = request
    var span = buffer.mutableSpan
    let arrival = Responder.Arrival(
        count: count, sourcePort: UInt16(count & 1) * 40_000, receive: NTPTimestamp(raw: 0x1122_3344_5566_7788))
    do throws(Refusal) {
        let length = try Responder.respond(
            in: &span, to: arrival, transmit: NTPTimestamp(raw: 0x99AA_BBCC_DDEE_FF00), claim: locked)
        precondition(length == 48 && length <= count)
        precondition(buffer[0] & 7 == 4 && buffer[0] >> 3 & 7 == request[0] >> 3 & 7)
        precondition(buffer[24..<32] == request[40..<48])
    } catch {
        precondition(buffer == request)
    }
    return 0
}
