// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import Testing
import TimeBase

/// The server's side of NTS with the real arithmetic.
struct NTSReplyTests {
    private func reply(_ side: NTSServerSide, _ request: [UInt8]) throws -> (Responder.Reply, [UInt8]) {
        try side.answer(request).get()
    }

    @Test(arguments: AEADAlgorithm.allCases, [0, 1, 3, 7])
    func `a good request gets an authentic reply of its own length with as many cookies`(
        algorithm: AEADAlgorithm, placeholders: Int
    ) throws {
        var (side, client) = (try NTSServerSide(), try NTSClientPacket(algorithm))
        client.placeholders = placeholders
        let request = client.request(side.cookie(client))
        let (told, bytes) = try reply(side, request)
        #expect(told.nts == .good && bytes.count == request.count - (16 - algorithm.nonceCount))
        #expect(Array(bytes[24..<32]) == Array(request[40..<48]), "the origin is the request's transmit timestamp")
        let cookies = try #require(client.cookies(bytes))
        #expect(cookies.count == 1 + placeholders && Set(cookies).count == cookies.count)
        #expect(cookies.allSatisfy { $0.count == CookieJar.cookieCount(algorithm) })
        for cookie in cookies {
            let (told, bytes) = try reply(side, client.request(cookie))
            #expect(told.nts == .good && client.cookies(bytes)?.isEmpty == false)
        }
    }

    @Test func `at most eight cookies are given`() throws {
        var (side, client) = (try NTSServerSide(), try NTSClientPacket())
        client.placeholders = 12
        let (_, bytes) = try reply(side, client.request(side.cookie(client)))
        #expect(client.cookies(bytes)?.count == 8)
    }

    @Test func `a changed octet anywhere gets no authentic reply, and none longer than the request`() throws {
        var (side, client) = (try NTSServerSide(), try NTSClientPacket())
        client.placeholders = 1
        let request = client.request(side.cookie(client))
        // What is read before NTS is looked at, version and mode, comes first.
        for index in 1..<request.count {
            var changed = request
            changed[index] ^= 0x40
            guard case .success(let (told, bytes)) = side.answer(changed) else { continue }
            #expect(told.nts != .good && bytes.count <= request.count, "octet \(index)")
        }
    }

    @Test func `a cookie of an unknown master key gets an NTS NAK with its identifier`() throws {
        let (side, client) = (try NTSServerSide([7]), try NTSClientPacket())
        let other = try NTSServerSide([8])
        let request = client.request(other.cookie(client))
        let (told, bytes) = try reply(side, request)
        #expect(told.nts == .negative && bytes.count == 48 + 36)
        #expect(bytes[1] == 0 && Array(bytes[12..<16]) == Array("NTSN".utf8))
        #expect(Array(bytes[24..<32]) == Array(request[40..<48]))
        #expect(Array(bytes[48...]) == NTSClientPacket.field(0x0104, client.identifier))
    }

    @Test func `the key before and the one before that still open cookies, and the newest makes them`() throws {
        let (old, client) = (try NTSServerSide([1]), try NTSClientPacket())
        let request = client.request(old.cookie(client))
        for ids in [[UInt32(1)], [1, 2], [1, 2, 3]] {
            let side = try NTSServerSide(ids)
            let (told, bytes) = try reply(side, request)
            let cookies = try #require(client.cookies(bytes))
            #expect(told.nts == .good && cookies.allSatisfy { $0[3] == UInt8(ids.count) })
        }
        let side = try NTSServerSide([1, 2, 3, 4])
        #expect(try reply(side, request).0.nts == .negative)
    }

    @Test func `a reply of one client's keys is nothing to another's`() throws {
        let (side, client) = (try NTSServerSide(), try NTSClientPacket())
        let cookie = side.cookie(client)
        var stranger = try NTSClientPacket()
        stranger.identifier[0] ^= 1
        let key = [UInt8](repeating: 0x33, count: 32)
        let isLoaded = stranger.box.load(key.span, for: .aesSIVCMAC256, into: .clientToServer)
        #expect(isLoaded)
        #expect(try reply(side, stranger.request(cookie)).0.nts == .negative)
    }

    @Test func `fields that are missing, twice or too short get no answer`() throws {
        let (side, client) = (try NTSServerSide(), try NTSClientPacket())
        let (cookie, header) = (side.cookie(client), NTSClientPacket.header)
        let (identifier, field) = (
            NTSClientPacket.field(0x0104, client.identifier), NTSClientPacket.field(0x0204, cookie)
        )
        let short = NTSClientPacket.field(0x0104, [UInt8](repeating: 1, count: 28))
        for packet in [
            header + field, header + identifier, header + identifier + identifier + field,
            header + identifier + field + field, header + short + field,
        ] {
            guard case .failure(.malformedTail) = side.answer(client.sealed(packet)) else {
                Issue.record("answered: \(packet.count) octets")
                continue
            }
        }
        guard case .failure(.malformedTail) = side.answer(client.beginning(cookie)) else {
            Issue.record("answered without an authenticator")
            return
        }
    }

    @Test func `the cookie may come before the identifier, and what follows the authenticator does not matter`() throws {
        let (side, client) = (try NTSServerSide(), try NTSClientPacket())
        let cookie = side.cookie(client)
        let packet =
            NTSClientPacket.header + NTSClientPacket.field(0x0204, cookie)
            + NTSClientPacket.field(0x0104, client.identifier)
        let request = client.sealed(packet) + NTSClientPacket.field(0x7777, [UInt8](repeating: 0, count: 28))
        let (told, bytes) = try reply(side, request)
        #expect(told.nts == .good && client.cookies(bytes)?.count == 1)
    }

    @Test func `unknown fields before the authenticator are authenticated and ignored`() throws {
        let (side, client) = (try NTSServerSide(), try NTSClientPacket())
        let unknown = NTSClientPacket.field(0x2323, [UInt8](repeating: 9, count: 12))
        let packet = client.beginning(side.cookie(client)) + unknown
        let (told, bytes) = try reply(side, client.sealed(packet))
        #expect(told.nts == .good && client.cookies(bytes)?.count == 1)
    }

    @Test func `a server without NTS answers as if the request had none`() throws {
        let (side, client) = (try NTSServerSide(), try NTSClientPacket())
        let request = client.request(side.cookie(client))
        side.desk.take(nil)
        let (told, bytes) = try reply(side, request)
        #expect(told.nts == .none && bytes.count == 48)
    }

    @Test func `100 000 mutated requests get no more than they sent, and none traps`() throws {
        var (side, client) = (try NTSServerSide(), try NTSClientPacket())
        var seed: UInt64 = 0x004E_5453
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        client.placeholders = 2
        let request = client.request(side.cookie(client))
        var (good, negative, refused) = (0, 0, 0)
        for _ in 0..<100_000 {
            var asked = request
            for _ in 0..<next(3) { asked[next(asked.count)] = UInt8(next(256)) }
            if next(8) == 0 { asked.removeLast(4 * next(asked.count / 4)) }
            switch side.answer(asked) {
            case .success(let (told, bytes)):
                if bytes.count > asked.count { Issue.record("longer than its request") }
                if told.nts == .good { good += 1 } else if told.nts == .negative { negative += 1 }
            case .failure: refused += 1
            }
        }
        #expect(good > 10_000 && negative > 10_000 && refused > 1_000)
    }
}
