// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import Testing
import TimeBase

/// A client of NTS as the tests of a server need one: it makes requests and reads replies, with libcrypto, by the RFC and
/// not by the server's code.
struct NTSClientPacket {
    var algorithm = AEADAlgorithm.aesSIVCMAC256
    var identifier = [UInt8](repeating: 0xA5, count: 32)
    var placeholders = 0
    let box: CryptoBox
    let keys: (toServer: [UInt8], toClient: [UInt8])

    init(_ algorithm: AEADAlgorithm = .aesSIVCMAC256) throws {
        self.algorithm = algorithm
        box = try #require(CryptoBox())
        keys = (
            [UInt8](repeating: 0x11, count: algorithm.keyCount), [UInt8](repeating: 0x22, count: algorithm.keyCount)
        )
        let isLoaded = [
            box.load(keys.toServer.span, for: algorithm, into: .clientToServer),
            box.load(keys.toClient.span, for: algorithm, into: .serverToClient),
        ]
        #expect(isLoaded == [true, true])
    }

    /// 48 octets of a request of version 4.
    static let header: [UInt8] = [0x23] + [UInt8](repeating: 0, count: 39) + [1, 2, 3, 4, 5, 6, 7, 8]

    static func field(_ type: UInt16, _ body: [UInt8]) -> [UInt8] {
        let count = body.count + 4
        return [UInt8(type >> 8), UInt8(type & 0xFF), UInt8(count >> 8), UInt8(count & 0xFF)] + body
    }

    /// The request up to its authenticator.
    func beginning(_ cookie: [UInt8]) -> [UInt8] {
        Self.header + Self.field(0x0104, identifier) + Self.field(0x0204, cookie)
            + (0..<placeholders).flatMap { _ in Self.field(0x0304, [UInt8](repeating: 0, count: cookie.count)) }
    }

    func request(_ cookie: [UInt8]) -> [UInt8] { sealed(beginning(cookie)) }

    /// With an authenticator over all of it, of an empty plaintext.
    func sealed(_ packet: [UInt8]) -> [UInt8] {
        let nonce = (0..<algorithm.nonceCount).map { UInt8($0) }
        let nothing: [UInt8] = []
        var tag = [UInt8](repeating: 0, count: 16)
        var span = tag.mutableSpan
        _ = box.seal(nothing.span, nonce: nonce.span, associated: packet.span, with: .clientToServer, into: &span)
        let padding = [UInt8](repeating: 0, count: 16 - nonce.count)
        return packet + Self.field(0x0404, [0, UInt8(nonce.count), 0, 16] + nonce + tag + padding)
    }

    /// The cookies of a reply that is authentic; `nil` where it is not, or not as the RFC has it.
    func cookies(_ reply: [UInt8]) -> [[UInt8]]? {
        let start = 48 + 4 + identifier.count
        guard reply.count > start + 8, Array(reply[48..<start]) == Self.field(0x0104, identifier),
            reply[start] == 4, reply[start + 1] == 4
        else { return nil }
        let (nonceCount, count) = (Int(reply[start + 5]), Int(reply[start + 6]) << 8 | Int(reply[start + 7]))
        let (nonce, sealed) = (start + 8, start + 8 + (nonceCount + 3) & ~3)
        guard sealed + count == reply.count else { return nil }
        var opened = [UInt8](repeating: 0, count: count - 16)
        var span = opened.mutableSpan
        let length = box.open(
            reply.span.extracting(sealed..<reply.count), nonce: reply.span.extracting(nonce..<nonce + nonceCount),
            associated: reply.span.extracting(0..<start), with: .serverToClient, into: &span)
        guard length == opened.count else { return nil }
        return Self.cookies(in: opened)
    }

    private static func cookies(in fields: [UInt8]) -> [[UInt8]]? {
        var (cookies, place): ([[UInt8]], Int) = ([], 0)
        while place + 4 <= fields.count {
            let count = Int(fields[place + 2]) << 8 | Int(fields[place + 3])
            guard fields[place] == 2, fields[place + 1] == 4, count > 4, place + count <= fields.count else { return nil }
            cookies.append(Array(fields[place + 4..<place + count]))
            place += count
        }
        return place == fields.count ? cookies : nil
    }
}

/// A server of NTS, with master keys that a test has made.
final class NTSServerSide {
    var desk: ReplyDesk
    private var jar: CookieJar

    /// Of a server that has just started.
    private static let claim = ServerClaim(
        of: TimeState(
            phase: .starting, since: MonotonicInstant(sinceEpoch: .zero), asOf: MonotonicInstant(sinceEpoch: .zero),
            reason: .justStarted, errorBound: ErrorBound(base: .seconds(1)), reference: .none, lastUpdate: nil,
            utc: UTCRelation(taiMinusUTC: 37)),
        at: MonotonicInstant(sinceEpoch: .zero), shown: TAIInstant(sinceEpoch: .seconds(1_700_000_000)), precision: -24)

    static func master(_ id: UInt32) -> CookieKeys.Key? {
        CookieKeys.Key(id: id, made: 0, octets: [UInt8](repeating: UInt8(truncatingIfNeeded: id), count: 32))
    }

    /// - Parameter ids: of the master keys, the newest last.
    init(_ ids: [UInt32] = [7]) throws {
        let (serving, making) = (try #require(CryptoBox()), try #require(CryptoBox()))
        var keys = CookieKeys()
        for id in ids { keys.add(try #require(Self.master(id))) }
        desk = ReplyDesk(
            memory: InterleavedMemory(.nobody), nts: NTSDesk(CookieJar(serving, keys: keys)))
        jar = CookieJar(making, keys: keys)
    }

    func cookie(_ client: NTSClientPacket) -> [UInt8] {
        var cookie = [UInt8](repeating: 0, count: CookieJar.cookieCount(client.algorithm))
        var span = cookie.mutableSpan
        let isMade = jar.make(
            client.algorithm, clientToServer: client.keys.toServer.span, serverToClient: client.keys.toClient.span,
            into: &span)
        #expect(isMade)
        return cookie
    }

    func answer(_ request: [UInt8]) -> Result<(Responder.Reply, [UInt8]), Refusal> {
        var buffer = request
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(
            count: request.count, sourcePort: 40_000, receive: NTPTimestamp(raw: 0xE900_0000_1234_5678))
        let leaving = NTPTimestamp(raw: 0xE900_0000_2234_5678)
        do throws(Refusal) {
            let reply = try desk.respond(in: &span, to: arrival, transmit: leaving, claim: Self.claim)
            return .success((reply, Array(buffer[..<reply.count])))
        } catch {
            return .failure(error)
        }
    }
}
