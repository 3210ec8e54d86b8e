// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

private let start = MonotonicInstant(sinceEpoch: .zero)
private let locked = ServerClaim(
    of: TimeState(
        phase: .locked, since: start, asOf: start, reason: .justStarted,
        errorBound: ErrorBound(base: .nanoseconds(250)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37)),
    at: start, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000)), precision: -24)

/// Adds nothing and checks little, so that a fuzzer finds packets that are "authentic": a tag is good where its first
/// octet is even.
private final class Glass: AuthenticatedCipher {
    func supports(_ algorithm: AEADAlgorithm) -> Bool { true }

    func load(_ key: Span<UInt8>, for algorithm: AEADAlgorithm, into slot: CipherSlot) -> Bool {
        key.count == algorithm.keyCount
    }

    func seal(
        _ plaintext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>, with slot: CipherSlot,
        into ciphertext: inout MutableSpan<UInt8>
    ) -> Int {
        guard ciphertext.count - 16 >= plaintext.count else { return 0 }
        for index in 0..<16 { ciphertext[index] = 0 }
        for index in plaintext.indices { ciphertext[16 + index] = plaintext[index] }
        return plaintext.count + 16
    }

    func open(
        _ ciphertext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>, with slot: CipherSlot,
        into plaintext: inout MutableSpan<UInt8>
    ) -> Int? {
        let count = ciphertext.count - 16
        guard count >= 0, plaintext.count >= count, ciphertext[0] % 2 == 0 else { return nil }
        for index in 0..<count { plaintext[index] = ciphertext[16 + index] }
        return count
    }

    func fillRandomly(_ octets: inout MutableSpan<UInt8>) -> Bool {
        for index in octets.indices { octets[index] = UInt8(truncatingIfNeeded: index) }
        return true
    }
}

private let keys: CookieKeys = {
    var keys = CookieKeys()
    if let key = CookieKeys.Key(id: 0, made: 0, octets: [UInt8](repeating: 0, count: 32)) { keys.add(key) }
    return keys
}()

/// Any datagram to a server of NTS: refused, or answered by no more octets than it had, with its transmit timestamp.
/// And any octets as records of key establishment: read the same in one piece and octet by octet, and answered by a
/// message that can be read. And any octets as a server's answer to our own wish for keys, and as a reply to our own
/// request: what they grant is never more than a client may hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let request = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    serve(request)
    negotiate(request)
    inquire(request)
    hear(request)
    return 0
}

private func serve(_ request: [UInt8]) {
    var rules = Responder.Rules()
    rules.tellsMonotonicRoot = true
    var desk = ReplyDesk(
        rules: rules, memory: InterleavedMemory(.nobody), nts: NTSDesk(CookieJar(Glass(), keys: keys)))
    var buffer = request
    var span = buffer.mutableSpan
    let arrival = Responder.Arrival(
        count: request.count, sourcePort: 40_000, receive: NTPTimestamp(raw: 0x1122_3344_5566_7788))
    let reply = try? desk.respond(
        in: &span, to: arrival, transmit: NTPTimestamp(raw: 0x99AA_BBCC_DDEE_FF00), claim: locked)
    guard let reply else { return }
    precondition(reply.count >= 48 && reply.count <= request.count)
    precondition(buffer[0] & 7 == 4 && buffer[24..<32] == request[40..<48])
    precondition(reply.nts != .negative || Array(buffer[12..<16]) == Array("NTSN".utf8))
}

private func negotiate(_ said: [UInt8]) {
    var (whole, single) = (KEReader(), KEReader())
    let read = whole.take(said)
    var last = KEReader.Progress.unfinished
    for octet in said {
        last = single.take([octet])
        if last != .unfinished { break }
    }
    // Octet by octet it ends before what lies behind the end of message.
    precondition(read == last || read == .malformed)
    guard case .message(let records) = read else { return }
    var reader = KEReader()
    let answer: [UInt8] =
        switch KENegotiation.answer(records) {
        case .fault(let fault): KENegotiation.message(fault)
        case .nothingInCommon(let records): KENegotiation.message(records)
        case .keys(let agreement): KENegotiation.message(agreement, cookies: [[1]], place: .init())
        }
    guard case .message = reader.take(answer) else { preconditionFailure("an answer that cannot be read") }
}

private func inquire(_ said: [UInt8]) {
    var reader = KEReader()
    guard case .message(let records) = reader.take(said) else { return }
    guard let grant = try? KEInquiry.read(records) else { return }
    precondition((1...8).contains(grant.cookies.count) && grant.port != 0 && grant.server != "")
    let key = [UInt8](repeating: 0, count: grant.agreement.algorithm.keyCount)
    guard var session = NTSSession(grant, clientToServer: key, serverToClient: key) else {
        preconditionFailure("a grant that is none")
    }
    let request = session.request([UInt8](repeating: 0x23, count: 48), with: Glass())
    precondition((request?.count ?? 0) <= 1_232 && session.cookiesLeft == grant.cookies.count - 1)
}

private func hear(_ reply: [UInt8]) {
    let grant = KEGrant(
        agreement: .init(algorithm: .aesSIVCMAC256), cookies: [[UInt8](repeating: 1, count: 100)])
    let key = [UInt8](repeating: 0, count: 32)
    guard var session = NTSSession(grant, clientToServer: key, serverToClient: key) else { return }
    let unasked = session.judge(reply.span, count: reply.count, with: Glass())
    precondition(unasked == .invalid)
    let request = session.request([UInt8](repeating: 0x23, count: 48), with: Glass())
    precondition(request != nil && session.cookiesLeft == 0)
    let authentication = session.judge(reply.span, count: reply.count, with: Glass())
    precondition(authentication == .valid || session.cookiesLeft == 0)
    precondition(session.cookiesLeft <= 8 && session.isRefused == (authentication == .none))
    let again = session.judge(reply.span, count: reply.count, with: Glass())
    precondition(authentication != .valid || again == .invalid, "a reply that is true twice")
}
