// SPDX-License-Identifier: Apache-2.0

import Board
import Foundation
import LinuxBoard
import NTP
import Testing

@testable import Appliance

/// Our client's side of key establishment against our server's, and against servers that do it wrong, over no network.
struct KEVisitTests {
    private let server: TLSContext
    private let trusting: TLSContext

    init() throws {
        server = try TLSContext.server(
            chain: Array(TestCertificate.chain.utf8), key: Array(TestCertificate.key.utf8), application: "ntske/1")
        let path = NSTemporaryDirectory() + "gnomon-trust-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(TestCertificate.chain.utf8).write(to: URL(filePath: path))
        trusting = try TLSContext.client(trusting: path, application: "ntske/1")
    }

    private func visit(
        _ context: TLSContext? = nil, host: String = TestCertificate.host, dating: TLSContext.Dating = .systemClock,
        offering offer: [AEADAlgorithm] = KEInquiry.usual
    ) throws -> KEVisit {
        KEVisit(
            try #require((context ?? trusting).connect(to: host, dating: dating)), offering: offer)
    }

    /// Until neither has more to say; octets go in pieces of so many at most.
    private func talk(_ visit: KEVisit, piece: Int = .max, _ answer: (ArraySlice<UInt8>) -> [UInt8]) {
        while !visit.pending.isEmpty {
            let said = visit.pending
            visit.noteSent(said.count)
            let heard = answer(said)
            for start in stride(from: 0, to: heard.count, by: min(piece, max(1, heard.count))) {
                visit.take(heard[start..<min(heard.count, start + min(piece, heard.count))])
            }
        }
    }

    private func talk(_ visit: KEVisit, piece: Int = .max, to place: KENegotiation.Place) throws {
        var keys = CookieKeys()
        keys.add(try #require(CookieKeys.Key(id: 5, made: 0, octets: [UInt8](repeating: 5, count: 32))))
        let conversation = KEConversation(try #require(server.accept()))
        var terms = KETerms(jar: CookieJar(try #require(CryptoBox()), keys: keys), place: place)
        talk(visit, piece: piece) { octets in
            conversation.take(octets, &terms)
            let said = Array(conversation.pending)
            conversation.noteSent(said.count)
            return said
        }
    }

    /// A server that says this, whatever it is asked, and then ends.
    private func talk(_ visit: KEVisit, saying message: [UInt8], as context: TLSContext? = nil) throws {
        let session = try #require((context ?? server).accept())
        var (isShaken, isSaid) = (false, false)
        talk(visit) { octets in
            _ = session.feed(octets)
            if !isShaken { isShaken = session.shake() == .done }
            var heard: [UInt8] = []
            if isShaken, !isSaid, session.read(into: &heard) == .waiting, !heard.isEmpty {
                isSaid = session.write(message)
                session.end()
            }
            return session.drain()
        }
    }

    private func failure(_ visit: KEVisit) -> KEFailure? {
        if case .failure(let failure)? = visit.outcome { failure } else { nil }
    }

    @Test(arguments: [Int.max, 1, 7], [KEInquiry.usual, [.aesSIVCMAC256], [.aes128GCMSIV]])
    func `our own server gives eight cookies, and the keys are those in them`(
        piece: Int, offer: [AEADAlgorithm]
    ) throws {
        let visit = try visit(offering: offer)
        try talk(visit, piece: piece, to: KENegotiation.Place(server: "ntp.example.org", port: 1123))
        guard case .success(var yield)? = visit.outcome else {
            Issue.record("\(String(describing: visit.outcome))")
            return
        }
        #expect(yield.session.algorithm == offer[0] && yield.session.cookiesLeft == 8)
        #expect(yield.grant.server == "ntp.example.org" && yield.grant.port == 1123)
        // A request with them is good to a server that has the master key.
        let box = try #require(CryptoBox())
        let sealed = yield.session.request([0x23] + [UInt8](repeating: 0, count: 47), with: box)
        let answer = try NTSAnswerer(master: 5).answer(try #require(sealed))
        let verdict = yield.session.judge(answer.span, count: answer.count, with: box)
        #expect(verdict == .valid)
    }

    @Test func `a certificate's dates are held against the time that is given, or against none`() throws {
        for (dating, flaw) in [
            (TLSContext.Dating.at(1_577_836_800), CertificateFlaw.notYetValid), (.at(7_258_118_400), .expired),
        ] {
            let visit = try visit(dating: dating)
            try talk(visit, to: .init())
            #expect(failure(visit) == .certificate(flaw))
        }
        for dating in [TLSContext.Dating.none, .at(1_900_000_000)] {
            let visit = try visit(dating: dating)
            try talk(visit, to: .init())
            #expect(failure(visit) == nil && visit.outcome != nil)
        }
    }

    @Test func `another's certificate, and one that nobody vouches for, are told`() throws {
        let other = try visit(host: "other.test")
        try talk(other, to: .init())
        #expect(failure(other) == .certificate(.name))
        let address = try visit(host: "192.0.2.1")
        try talk(address, to: .init())
        #expect(failure(address) == .certificate(.name))
        let system = try TLSContext.client(trusting: nil, application: "ntske/1")
        let stranger = try visit(system)
        try talk(stranger, to: .init())
        #expect(failure(stranger) == .certificate(.untrusted))
    }

    @Test func `a server without our application is no server of keys`() throws {
        let context = try TLSContext.server(
            chain: Array(TestCertificate.chain.utf8), key: Array(TestCertificate.key.utf8), application: "http/1.1")
        let visit = try visit()
        try talk(visit, saying: [], as: context)
        guard case .handshake? = failure(visit) else {
            Issue.record("\(String(describing: visit.outcome))")
            return
        }
    }

    @Test func `what is no TLS at all is told, and so is who goes away`() throws {
        let rubbish = try visit()
        rubbish.take([UInt8](repeating: 0x47, count: 600)[...])
        guard case .handshake? = failure(rubbish) else {
            Issue.record("\(String(describing: rubbish.outcome))")
            return
        }
        let gone = try visit()
        gone.close()
        #expect(failure(gone) == .ended)
        gone.take([1, 2, 3])
        #expect(failure(gone) == .ended)
    }

    @Test func `an answer that grants nothing is told by its reason`() throws {
        let end = KERecord(0, isCritical: true).octets
        let ntpv4 = KERecord(1, isCritical: true, numbers: [0]).octets
        let siv = KERecord(4, isCritical: true, numbers: [15]).octets
        for (message, reason) in [
            (KERecord(2, isCritical: true, numbers: [2]).octets + end, KEFailure.refused(.error(2))),
            (ntpv4 + siv + end, .refused(.noCookie)), (ntpv4 + siv + end + [0], .refused(.malformed)),
            ([UInt8](repeating: 0x40, count: 16_385), .refused(.malformed)), (ntpv4 + siv, .ended), ([], .ended),
        ] {
            let visit = try visit()
            try talk(visit, saying: message)
            #expect(failure(visit) == reason)
        }
    }

    @Test func `file and errand tell what is amiss here`() throws {
        let errand = KEErrand(
            index: 0, number: 1, endpoint: .init(.loopbackV4, port: 1), host: "a", authority: "/no/such/file",
            offer: KEInquiry.usual, dating: .none)
        #expect(throws: KEFailure.here("the trusted certificates cannot be read (/no/such/file)")) {
            _ = try KEWalk(errand, at: HostClock.now)
        }
    }
}
