// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

private let start = MonotonicInstant(sinceEpoch: .zero)
private let facts: ControlFacts = {
    let state = TimeState(
        phase: .locked, since: start, asOf: start, reason: .justStarted,
        errorBound: ErrorBound(base: .nanoseconds(250)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
    let shown = TAIInstant(sinceEpoch: .seconds(2_000_000_000))
    var system = ControlSystem(
        version: "gnomon", claim: ServerClaim(of: state, at: start, shown: shown, precision: -24),
        clock: NTPTimestamp(raw: 0x1122_3344_5566_7788))
    (system.offset, system.frequency, system.tai) = (.nanoseconds(-5), 1e-6, 37)
    var pulse = ControlAssociation(id: 2, address: "127.127.22.0", name: "PPS(0)", referenceID: "PPS")
    (pulse.selection, pulse.reach) = (.systemPeer, 0xFF)
    return ControlFacts(system: system, associations: [pulse])
}()

/// Any datagram: either nothing is said, or a response that repeats what the request is known by, in few fragments that
/// fit together without a gap; an error has no data.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let request = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    check(request)
    // A header that holds, before whatever it was: most of what is mutated would not get past the first checks.
    let data = request.prefix(ControlHeader.mostData)
    var header = ControlHeader(version: 2, opcode: UInt8(count % 5), sequence: 1, association: UInt16(count % 2 * 2))
    header.dataCount = UInt16(data.count)
    check(header.octets + data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4))
    return 0
}

private func check(_ request: [UInt8]) {
    guard let fragments = try? ControlResponder.respond(to: request.span, facts: facts) else { return }
    precondition((1...ControlResponder.mostFragments).contains(fragments.count))
    var total = 0
    for (index, fragment) in fragments.enumerated() {
        guard let header = ControlHeader(fragment.span) else { preconditionFailure("no header") }
        precondition(header.isResponse && header.hasMore == (index + 1 < fragments.count))
        precondition(fragment[0] & 0x3F == request[0] & 0x3F && fragment[1] & 0x1F == request[1] & 0x1F)
        precondition(fragment[2..<4] == request[2..<4] && fragment[6..<8] == request[6..<8])
        precondition(Int(header.offset) == total && fragment.count <= 480 && fragment.count % 4 == 0)
        precondition(!header.isError || fragment.count == ControlHeader.count)
        total += Int(header.dataCount)
    }
}
