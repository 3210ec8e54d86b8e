// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ReplyDeskTests {
    private static let file = """
        1 MD5 sundial
        2 SHA1 HEX:933F62BE1D604E68A81B557F18CFA200483F5B70
        3 SHA256 longenough
        4 SHA512 longenough
        5 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1
        6 SHA256 another-secret
        """
    private static let toy = ToyAuthenticator(file)
    /// Octets of digest in version 4 of each key.
    private static let lengths: [UInt32: Int] = [1: 16, 2: 20, 3: 20, 4: 20, 5: 16]

    private static func strict(_ change: (inout Responder.Rules) -> Void) -> Responder.Rules {
        var rules = Responder.Rules()
        change(&rules)
        return rules
    }

    private func reply(
        _ request: [UInt8], rules: Responder.Rules = Responder.Rules(), authenticator: ToyAuthenticator? = toy,
        remembering: InterleavedMemory.Remembering = .nobody
    ) -> Result<(Responder.Reply, [UInt8]), Refusal> {
        var desk = ReplyDesk(rules: rules, memory: InterleavedMemory(remembering), authenticator: authenticator)
        return send(request, to: &desk)
    }

    private func send(
        _ request: [UInt8], to desk: inout ReplyDesk, at receive: UInt64 = 0xE900_0000_1234_5678
    ) -> Result<(Responder.Reply, [UInt8]), Refusal> {
        var buffer = request
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(count: request.count, sourcePort: 40_000, receive: NTPTimestamp(raw: receive))
        let leaving = NTPTimestamp(raw: receive + 0xCB_A988)
        do throws(Refusal) {
            let reply = try desk.respond(in: &span, to: arrival, transmit: leaving, claim: claim(state()))
            return .success((reply, Array(buffer[..<reply.count])))
        } catch {
            return .failure(error)
        }
    }

    private func refusal(_ result: Result<(Responder.Reply, [UInt8]), Refusal>) -> Refusal? {
        if case .failure(let refusal) = result { refusal } else { nil }
    }

    @Test(arguments: Request.all)
    func `a request without a MAC gets the octets that it always got`(request: [UInt8]) throws {
        // The one of version 2 has an authenticator, of a key nobody has.
        if request == Request.second { return }
        let (told, bytes) = try reply(request).get()
        #expect(told.verdict == .none && !told.wantsTransmitStamp && !told.isInterleaved)
        #expect(bytes == (try answer(request).get()))
    }

    @Test(arguments: [UInt32(1), 2, 3, 4, 5])
    func `a good MAC is answered with one of the same key, over the whole reply`(id: UInt32) throws {
        let length = try #require(Self.lengths[id])
        let request = Self.toy.signed(Request.chronyd, id, length: length)
        let (told, bytes) = try reply(request).get()
        #expect(bytes == Self.toy.signed(Array(bytes[..<48]), id, length: length))
        #expect(bytes.count == 52 + length && bytes.count == request.count)
        #expect(Array(bytes[..<48]) == (try answer(Request.chronyd).get()))
        guard case .good(let key, length) = told.verdict else {
            Issue.record("\(told.verdict)")
            return
        }
        #expect(UInt32(key.id) == id)
    }

    @Test(arguments: [(UInt32(3), 32), (4, 64), (3, 20), (1, 16), (2, 20)])
    func `in version 3 the digest is whole, or truncated as the client had it`(id: UInt32, length: Int) throws {
        let request = Self.toy.signed(Request.chronydVersion3, id, length: length)
        let (_, bytes) = try reply(request).get()
        #expect(bytes == Self.toy.signed(Array(bytes[..<48]), id, length: length))
        #expect(bytes.count == request.count)
    }

    @Test func `extension fields are covered by the request's MAC and not sent back`() throws {
        let request = Self.toy.signed(Request.chronydWithField, 5)
        let (told, bytes) = try reply(request).get()
        #expect(told.verdict != .none && bytes.count == 68)
        var changed = request
        changed[60] ^= 1
        #expect(refusal(reply(changed)) == .badMAC)
    }

    @Test func `every single changed bit of a request makes its MAC bad`() {
        let request = Self.toy.signed(Request.ntpdig, 5)
        // Version and mode are looked at before it.
        for bit in 8..<request.count * 8 {
            var changed = request
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(refusal(reply(changed)) == .badMAC)
        }
    }

    @Test func `a key that is not known, another's digest and a wrong length are bad`() {
        let good = Self.toy.signed(Request.chronyd, 3, length: 20)
        #expect(refusal(reply(good[..<48] + [0, 0, 0, 9] + good[52...])) == .badMAC)
        #expect(refusal(reply(good[..<48] + [0, 1, 0, 3] + good[52...])) == .badMAC)
        #expect(refusal(reply(good[..<48] + [0, 0, 0, 6] + good[52...])) == .badMAC)
        #expect(refusal(reply(Self.toy.signed(Request.chronyd, 3, length: 16))) == .badMAC)
        #expect(refusal(reply(Self.toy.signed(Request.chronydVersion3, 4, length: 32))) == .badMAC)
        #expect(refusal(reply(Request.second)) == .badMAC)
        var zeros = good
        for index in 52..<72 { zeros[index] = 0 }
        #expect(refusal(reply(zeros)) == .badMAC)
    }

    @Test func `where crypto-NAKs are sent, a bad MAC gets one and the time, shorter than the request`() throws {
        var request = Self.toy.signed(Request.chronyd, 5)
        request[60] ^= 1
        let (told, bytes) = try reply(request, rules: Self.strict { $0.sendsCryptoNAK = true }).get()
        #expect(told.verdict == .bad && bytes.count == 52 && bytes.count < request.count)
        #expect(Array(bytes[48...]) == [0, 0, 0, 0])
        #expect(Array(bytes[..<48]) == (try answer(Request.chronyd).get()))
    }

    @Test func `a server without keys answers as if there were no MAC`() throws {
        let request = Self.toy.signed(Request.chronyd, 5)
        let (told, bytes) = try reply(request, authenticator: nil).get()
        #expect(told.verdict == .none && bytes.count == 48)
    }

    @Test func `an authenticator that fails makes no reply`() {
        let broken = ToyAuthenticator(Self.file, isBroken: true)
        #expect(refusal(reply(Self.toy.signed(Request.chronyd, 5), authenticator: broken)) == .badMAC)
    }

    @Test func `unknown fields are ignored, or refused where policy says so`() throws {
        let nts = Request.chronyd + octets("0104 0024") + [UInt8](repeating: 7, count: 32)
        #expect(refusal(reply(Request.chronydWithField)) == nil)
        let refusing = Self.strict { $0.refusesUnknownFields = true }
        #expect(refusal(reply(Request.chronydWithField, rules: refusing)) == .unknownField)
        #expect(refusal(reply(nts, rules: refusing)) == .unknownField)
        #expect(refusal(reply(Request.chronyd, rules: refusing)) == nil)
        let withNTS = Self.strict { ($0.refusesUnknownFields, $0.knowsNTS) = (true, true) }
        #expect(refusal(reply(nts, rules: withNTS)) == nil)
        #expect(refusal(reply(Request.chronydWithField, rules: withNTS)) == .unknownField)
    }

    /// Of which only the timestamps are set.
    private func request(origin: NTPTimestamp, receive: UInt64, transmit: UInt64) -> [UInt8] {
        var asked = NTPHeader(version: 4, mode: .client)
        asked.origin = origin
        asked.receive = NTPTimestamp(raw: receive)
        asked.transmit = NTPTimestamp(raw: transmit)
        return written(asked)
    }

    @Test func `interleaved replies carry the noted stamp under their MAC`() throws {
        var desk = ReplyDesk(memory: InterleavedMemory(.everyone), authenticator: Self.toy)
        let (first, _) = try send(Self.toy.signed(Request.chronyd, 5), to: &desk).get()
        #expect(first.wantsTransmitStamp && !first.isInterleaved)
        desk.noteTransmitted(first.receive, at: NTPTimestamp(raw: 0xE900_0000_2222_2222))
        let asked = Self.toy.signed(request(origin: first.receive, receive: 0x77, transmit: 0x88), 5)
        let (next, bytes) = try send(asked, to: &desk, at: 0xE900_0001_0000_0000).get()
        let said = try #require(header(bytes))
        #expect(next.isInterleaved && said.origin.raw == 0x77 && said.receive == next.receive)
        #expect(said.transmit.raw == 0xE900_0000_2222_2222)
        #expect(bytes == Self.toy.signed(Array(bytes[..<48]), 5))
    }

    @Test func `who may not have the interleaved mode is neither remembered nor granted it`() throws {
        let rules = Self.strict { ($0.interleavesAuthenticatedOnly, $0.sendsCryptoNAK) = (true, true) }
        var desk = ReplyDesk(rules: rules, memory: InterleavedMemory(.everyone), authenticator: Self.toy)
        var forged = Self.toy.signed(Request.chronyd, 5)
        forged[50] ^= 1
        for asked in [Request.chronyd, forged] {
            let (told, _) = try send(asked, to: &desk).get()
            #expect(!told.wantsTransmitStamp && desk.memory.count == 0)
            #expect(told.receive.raw & 1 == 1)
        }
        let (told, _) = try send(Self.toy.signed(Request.chronyd, 5), to: &desk).get()
        #expect(told.wantsTransmitStamp && desk.memory.count == 1)
        let plain = request(origin: told.receive, receive: 0x77, transmit: 0x88)
        #expect(!(try send(plain, to: &desk).get().0.isInterleaved))
    }

    @Test func `50 000 mutated requests, signed and not, get no more than they sent, and none traps`() {
        var random = Seeded(state: 0xA117)
        var desk = ReplyDesk(
            rules: Self.strict { $0.sendsCryptoNAK = true }, memory: InterleavedMemory(.whoAsks, capacity: 64),
            authenticator: Self.toy)
        var (faults, good, bad) = (0, 0, 0)
        for round in 0..<50_000 {
            var asked = Request.all[round % Request.all.count]
            if Bool.random(using: &random) {
                asked = Self.toy.signed(
                    asked, .random(in: 1...6, using: &random), length: [16, 20, 32].randomElement(using: &random))
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                asked[Int.random(in: 0..<asked.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            asked.removeLast(
                Int.random(in: 0..<32, using: &random) == 0 ? Int.random(in: 0...asked.count, using: &random) : 0)
            guard case .success(let (told, bytes)) = send(asked, to: &desk, at: random.next() >> 1) else { continue }
            if bytes.count > asked.count { faults += 1 }
            switch told.verdict {
            case .none: if bytes.count != 48 { faults += 1 }
            case .bad:
                bad += 1
                if bytes.count != 52 { faults += 1 }
            case .good(let key, let length):
                good += 1
                if bytes != Self.toy.signed(Array(bytes[..<48]), UInt32(key.id), length: length) { faults += 1 }
            }
        }
        #expect(faults == 0)
        #expect(good > 2000 && bad > 2000)
    }
}
