// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import Testing
import TimeBase

@testable import Appliance

/// A server of NTP with NTS and one master key.
final class NTSAnswerer {
    private var desk: ReplyDesk
    private var jar: CookieJar
    /// What it claims and shows; `nil`: it has just started.
    var shown: NTPTimestamp?

    init(master: UInt8) throws {
        var keys = CookieKeys()
        let octets = [UInt8](repeating: master, count: CookieKeys.keyCount)
        keys.add(try #require(CookieKeys.Key(id: UInt32(master), made: 0, octets: octets)))
        let (serving, making) = (try #require(CryptoBox()), try #require(CryptoBox()))
        desk = ReplyDesk(memory: InterleavedMemory(.nobody), nts: NTSDesk(CookieJar(serving, keys: keys)))
        jar = CookieJar(making, keys: keys)
    }

    private static let start = MonotonicInstant(sinceEpoch: .zero)

    private var claim: ServerClaim {
        ServerClaim(
            of: TimeState(
                phase: shown == nil ? .starting : .locked, since: Self.start, asOf: Self.start, reason: .justStarted,
                errorBound: ErrorBound(base: .microseconds(1)), reference: shown == nil ? .none : .gps,
                utc: UTCRelation(taiMinusUTC: 37)),
            at: Self.start, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_000)), precision: -24)
    }

    func answer(_ request: [UInt8]) throws -> [UInt8] {
        var buffer = request
        var span = buffer.mutableSpan
        let stamp = shown ?? NTPTimestamp(raw: 0xE900_0000_1234_5678)
        let arrival = Responder.Arrival(count: request.count, sourcePort: 40_000, receive: stamp)
        let reply = try desk.respond(in: &span, to: arrival, transmit: stamp, claim: claim)
        return Array(buffer[..<reply.count])
    }

    /// What its server of keys would give.
    func yield(_ grant: (server: String?, port: UInt16?) = (nil, nil)) throws -> KEYield {
        let key = [UInt8](repeating: 3, count: 32)
        let cookies = try (0..<8).map { _ in
            var cookie = [UInt8](repeating: 0, count: CookieJar.cookieCount(.aesSIVCMAC256))
            var span = cookie.mutableSpan
            let isMade = jar.make(.aesSIVCMAC256, clientToServer: key.span, serverToClient: key.span, into: &span)
            try #require(isMade)
            return cookie
        }
        let grant = KEGrant(
            agreement: .init(algorithm: .aesSIVCMAC256), server: grant.server, port: grant.port, cookies: cookies)
        return KEYield(
            session: try #require(NTSSession(grant, clientToServer: key, serverToClient: key)), grant: grant)
    }
}
