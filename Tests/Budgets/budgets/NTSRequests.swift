// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import TimeBase

/// One request with NTS after the other, each with its cookie opened, its authenticator checked, and answered with a
/// fresh cookie.
struct NTSRequests {
    private static let start = MonotonicInstant(sinceEpoch: .seconds(10))

    func measure() -> Measurement {
        guard let box = CryptoBox(), let making = CryptoBox(), let client = CryptoBox() else {
            preconditionFailure("\(CryptoLibrary.impediment ?? "no cipher")")
        }
        let request = Self.request(Self.cookie(making), client)
        var desk = ReplyDesk(memory: InterleavedMemory(.nobody), nts: NTSDesk(CookieJar(box, keys: Self.masters)))
        var (buffer, good) = (request, 0)
        let claim = Self.claim
        func serve() {
            for place in request.indices { buffer[place] = request[place] }
            var span = buffer.mutableSpan
            let arrival = Responder.Arrival(
                count: request.count, sourcePort: 40_000, receive: NTPTimestamp(raw: 0xE900_0000_1234_5678))
            let reply = try? desk.respond(
                in: &span, to: arrival, transmit: NTPTimestamp(raw: 0xE900_0000_2234_5678), claim: claim)
            if reply?.nts == .good, reply?.count == request.count { good += 1 }
        }
        for _ in 0..<1_000 { serve() }
        good = 0
        let result = count("requests with NTS", times: 100_000) { _ in serve() }
        precondition(good == result.times)
        return result
    }

    private static let key = [UInt8](repeating: 0x11, count: 32)

    private static let claim = ServerClaim(
        of: TimeState(
            phase: .locked, since: start, asOf: start, reason: .justStarted,
            errorBound: ErrorBound(base: .nanoseconds(300)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37)),
        at: start, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000)), precision: -24)

    private static let masters: CookieKeys = {
        var keys = CookieKeys()
        if let master = CookieKeys.Key(id: 1, made: 0, octets: key) { keys.add(master) }
        return keys
    }()

    private static func cookie(_ box: CryptoBox) -> [UInt8] {
        var jar = CookieJar(box, keys: masters)
        var cookie = [UInt8](repeating: 0, count: CookieJar.cookieCount(.aesSIVCMAC256))
        var span = cookie.mutableSpan
        let isMade = jar.make(.aesSIVCMAC256, clientToServer: key.span, serverToClient: key.span, into: &span)
        precondition(isMade)
        return cookie
    }

    /// Header, unique identifier, cookie and authenticator.
    private static func request(_ cookie: [UInt8], _ box: CryptoBox) -> [UInt8] {
        let identifier = [UInt8](repeating: 0x77, count: 32)
        let packet = [0x23] + [UInt8](repeating: 1, count: 47) + field(0x01, identifier) + field(0x02, cookie)
        var tag = [UInt8](repeating: 0, count: 16)
        var span = tag.mutableSpan
        let isLoaded = box.load(key.span, for: .aesSIVCMAC256, into: .clientToServer)
        let nonce = identifier.prefix(16)
        let count = box.seal(
            key.span.extracting(0..<0), nonce: nonce.span, associated: packet.span, with: .clientToServer, into: &span)
        precondition(isLoaded && count == 16)
        return packet + field(0x04, [0, 16, 0, 16] + nonce + tag)
    }

    /// Types of NTS end in 04.
    private static func field(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [type, 0x04, 0, UInt8(body.count + 4)] + body
    }
}
