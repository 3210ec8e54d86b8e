// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import Testing
import TimeBase

/// Our client of NTS and our server, with the real arithmetic, in time that is told.
struct NTSClientTests {
    /// A client with keys of a server's.
    private struct Pair {
        var nts = NTSAssociation()
        var server: NTSServerSide
        let box: CryptoBox
        let keys: NTSClientPacket
        var used: [[UInt8]] = []

        init(_ algorithm: AEADAlgorithm = .aesSIVCMAC256, masters: [UInt32] = [7]) throws {
            (server, box) = (try NTSServerSide(masters), try #require(CryptoBox()))
            keys = try NTSClientPacket(algorithm)
            try establish()
        }

        mutating func establish() throws {
            let grant = KEGrant(
                agreement: .init(algorithm: keys.algorithm), cookies: (0..<8).map { _ in server.cookie(keys) })
            let session = NTSSession(
                grant, clientToServer: keys.keys.toServer, serverToClient: keys.keys.toClient)
            nts.asked(at: Self.at(0))
            nts.granted(try #require(session), of: grant, isDated: true, at: Self.at(0))
        }

        static func at(_ seconds: Int) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .seconds(seconds)) }

        var cookies: Int { nts.session?.cookiesLeft ?? 0 }
        var wantsKeys: Bool { nts.wantsKeys(at: Self.at(1_000), knowsTime: true) }

        mutating func ask() throws -> [UInt8] {
            let sealed = nts.request(NTSClientPacket.header, with: box)
            let request = try #require(sealed)
            // Behind the header and the identifier lies the cookie.
            let count = CookieJar.cookieCount(keys.algorithm)
            used.append(Array(request[88..<88 + count]))
            return request
        }

        func answer(_ request: [UInt8]) throws -> [UInt8] { try server.answer(request).get().1 }

        mutating func judge(_ reply: [UInt8]) -> ReplyAuthentication {
            nts.judge(reply.span, count: reply.count, with: box)
        }

        mutating func exchange() throws -> ReplyAuthentication {
            let request = try ask()
            return judge(try answer(request))
        }

        mutating func expectGood() throws {
            let authentication = try exchange()
            #expect(authentication == .valid && cookies == 8)
        }
    }

    @Test(arguments: AEADAlgorithm.allCases)
    func `each request has a cookie of its own, and replies keep eight of them`(algorithm: AEADAlgorithm) throws {
        var pair = try Pair(algorithm)
        for _ in 0..<40 { try pair.expectGood() }
        #expect(Set(pair.used).count == 40)
    }

    @Test func `what is lost on the way is asked for again by placeholders`() throws {
        var pair = try Pair()
        let first = try pair.ask().count
        for _ in 0..<3 { _ = try pair.ask() }
        #expect(pair.cookies == 4)
        let request = try pair.ask()
        #expect(request.count == first + 4 * 104)
        let verdict1 = pair.judge(try pair.answer(request))
        #expect(verdict1 == .valid && pair.cookies == 8)
        #expect(Set(pair.used).count == 5)
    }

    @Test func `when all cookies are used up there is no request, and keys are wanted`() throws {
        var pair = try Pair()
        for _ in 0..<8 {
            #expect(!pair.wantsKeys)
            _ = try pair.ask()
        }
        let none = pair.nts.request(NTSClientPacket.header, with: pair.box)
        #expect(none == nil && pair.wantsKeys)
        try pair.establish()
        try pair.expectGood()
    }

    @Test func `a request is never longer than any network takes`() throws {
        let key = [UInt8](repeating: 1, count: 32)
        let grant = KEGrant(
            agreement: .init(algorithm: .aesSIVCMAC256), cookies: [[UInt8](repeating: 1, count: 512)])
        var session = try #require(NTSSession(grant, clientToServer: key, serverToClient: key))
        let box = try #require(CryptoBox())
        let request = session.request(NTSClientPacket.header, with: box)
        #expect((request?.count ?? 0) > 600 && (request?.count ?? 9_999) <= 1_232)
    }

    @Test func `a server's fresh master keys do not matter, ones that it has forgotten end the keys`() throws {
        var pair = try Pair(masters: [1])
        pair.server = try NTSServerSide([1, 2, 3])
        try pair.expectGood()
        pair.server = try NTSServerSide([8, 9, 10])
        let authentication = try pair.exchange()
        #expect(authentication == .none)
        #expect(pair.nts.session?.isRefused == true && !pair.wantsKeys, "a true reply may still come")
        let none = pair.nts.request(NTSClientPacket.header, with: pair.box)
        #expect(none == nil)
        #expect(pair.nts.session == nil && pair.nts.negatives == 1 && pair.wantsKeys)
        try pair.establish()
        try pair.expectGood()
    }

    @Test func `a forged NAK beside the true reply does nothing, and none to another request is heeded`() throws {
        var pair = try Pair()
        let stranger = try NTSServerSide([99])
        let request = try pair.ask()
        let negative = try stranger.answer(request).get().1
        let verdict2 = pair.judge(negative)
        #expect(verdict2 == .none)
        let verdict3 = pair.judge(try pair.answer(request))
        #expect(verdict3 == .valid)
        #expect(pair.nts.session?.isRefused == false)
        try pair.expectGood()
        _ = try pair.ask()
        let verdict4 = pair.judge(negative)
        #expect(verdict4 == .invalid && pair.nts.session?.isRefused == false)
    }

    @Test func `a reply is true once, and to its own request`() throws {
        var pair = try Pair()
        let reply = try pair.answer(try pair.ask())
        let verdict5 = pair.judge(reply)
        let again = pair.judge(reply)
        #expect(verdict5 == .valid && again == .invalid)
        _ = try pair.ask()
        let verdict6 = pair.judge(reply)
        #expect(verdict6 == .invalid && pair.cookies == 7)
    }

    @Test(arguments: AEADAlgorithm.allCases)
    func `a reply of which anything was changed is never true`(algorithm: AEADAlgorithm) throws {
        var pair = try Pair(algorithm)
        let reply = try pair.answer(try pair.ask())
        for index in reply.indices {
            var changed = reply
            changed[index] ^= 0x10
            let verdict = pair.judge(changed)
            #expect(verdict != .valid, "octet \(index)")
        }
        for count in 0..<reply.count {
            let verdict = pair.judge(Array(reply[..<count]))
            #expect(verdict != .valid, "\(count) octets")
        }
        let verdict7 = pair.judge(reply)
        #expect(verdict7 == .valid)
    }

    @Test func `neither a plain reply nor one with other keys is true`() throws {
        var pair = try Pair()
        let request = try pair.ask()
        let reply = try pair.answer(request)
        let verdict8 = pair.judge(Array(reply[..<48]))
        #expect(verdict8 == .invalid)
        let short = pair.judge(Array(reply[..<84]))
        #expect(short == .invalid, "header and identifier alone")
        let verdict9 = pair.judge(request)
        #expect(verdict9 == .invalid, "the request itself")
        var other = try Pair(.aesSIVCMAC256)
        let others = other.judge(reply)
        #expect(others == .invalid)
    }

    @Test func `what follows the authenticator is not heeded`() throws {
        var pair = try Pair()
        _ = try pair.ask()
        let reply = try pair.answer(try pair.ask())
        let more = reply + NTSClientPacket.field(0x0204, [UInt8](repeating: 3, count: 100))
        let verdict10 = pair.judge(more)
        #expect(verdict10 == .valid && pair.cookies == 8)
        for _ in 0..<8 { try pair.expectGood() }
    }

    @Test func `a NAK is a kiss to who asks, and a plain reply is refused`() throws {
        var pair = try Pair()
        var association = ClientAssociation(ClientSettings(needsAuthentication: true), first: Pair.at(0))
        var header = [UInt8](repeating: 0, count: 48)
        var span = header.mutableSpan
        var random = SystemRandomNumberGenerator()
        association.request(into: &span, at: Pair.at(0), using: &random)
        let stamp = LocalStamp(at: Pair.at(0), shown: NTPTimestamp(raw: 0xE900_0000_0000_0000))
        association.sent(stamp)
        let sealed = pair.nts.request(header, with: pair.box)
        let request = try #require(sealed)
        func hear(_ reply: [UInt8]) -> ReplyOutcome {
            let authentication = pair.judge(reply)
            return association.hear(reply.span, count: reply.count, arrived: stamp, authentication: authentication)
        }
        let stranger = try NTSServerSide([99])
        guard case .kiss(.ntsNegative) = hear(try stranger.answer(request).get().1) else {
            Issue.record("no kiss")
            return
        }
        let reply = try pair.answer(request)
        guard case .refused(.unauthentic) = hear(Array(reply[..<48])) else {
            Issue.record("a plain reply was taken")
            return
        }
        // The server has just started: authentic, and without the time.
        guard case .refused(.unsynchronised) = hear(reply) else {
            Issue.record("the true reply was not heard")
            return
        }
    }

    @Test func `50 000 mutated replies are never true, and none traps`() throws {
        var pair = try Pair()
        _ = try pair.ask()
        let reply = try pair.answer(try pair.ask())
        var seed: UInt64 = 0x4E54_5343
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        for _ in 0..<50_000 {
            var heard = reply
            for _ in 0...next(3) { heard[next(heard.count)] ^= UInt8(1 + next(255)) }
            if next(8) == 0 { heard.removeLast(4 * next(heard.count / 4)) }
            if heard != reply, pair.judge(heard) == .valid { Issue.record("true: \(heard)") }
        }
        let verdict11 = pair.judge(reply)
        #expect(verdict11 == .valid)
    }
}
