// SPDX-License-Identifier: Apache-2.0

import Foundation
import LinuxBoard
import NTP
import Testing

@testable import Appliance

/// A client's end of TLS over no network.
private final class KEClient {
    private let session: TLSSession
    private var isShaken = false
    /// What is said once TLS is there.
    private var message: [UInt8]
    private(set) var heard: [UInt8] = []
    private(set) var isEnded = false

    init(_ message: [UInt8], application: String = "ntske/1") throws {
        self.message = message
        let path = NSTemporaryDirectory() + "gnomon-trust-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(TestCertificate.chain.utf8).write(to: URL(filePath: path))
        let context = try TLSContext.client(trusting: path, application: application)
        session = try #require(context.connect(to: TestCertificate.host))
    }

    /// One turn: takes octets in, gives some out.
    func turn(_ octets: [UInt8]) -> [UInt8] {
        _ = session.feed(octets[...])
        if !isShaken { isShaken = session.shake() == .done }
        if isShaken {
            if !message.isEmpty { _ = session.write(message) }
            message = []
            if session.read(into: &heard) == .ended { isEnded = true }
        }
        return session.drain()
    }

    func export(_ context: [UInt8], _ count: Int) -> [UInt8]? {
        session.export(label: "EXPORTER-network-time-security", context: context, count: count)
    }
}

struct KEConversationTests {
    private let context: TLSContext
    private let keys: CookieKeys

    init() throws {
        context = try TLSContext.server(
            chain: Array(TestCertificate.chain.utf8), key: Array(TestCertificate.key.utf8), application: "ntske/1")
        var keys = CookieKeys()
        keys.add(try #require(CookieKeys.Key(id: 5, made: 0, octets: [UInt8](repeating: 5, count: 32))))
        self.keys = keys
    }

    /// Talks until neither has more to say, in pieces of so many octets at most.
    private func talk(_ client: KEClient, piece: Int = .max) throws -> KEConversation {
        let conversation = KEConversation(try #require(context.accept()))
        var terms = KETerms(
            jar: CookieJar(try #require(CryptoBox()), keys: keys), place: KENegotiation.Place(port: 11_123))
        var toServer = client.turn([])
        while !toServer.isEmpty {
            for start in stride(from: 0, to: toServer.count, by: min(piece, toServer.count)) {
                let end = start + min(piece, toServer.count - start)
                conversation.take(toServer[start..<end], &terms)
            }
            let said = Array(conversation.pending)
            conversation.noteSent(said.count)
            toServer = client.turn(said)
        }
        return conversation
    }

    private func records(_ octets: [UInt8]) throws -> [KERecord] {
        var reader = KEReader()
        guard case .message(let records) = reader.take(octets) else {
            Issue.record("\(octets)")
            return []
        }
        return records
    }

    private static let usual =
        KERecord(1, isCritical: true, numbers: [0]).octets + KERecord(4, isCritical: false, numbers: [30, 15]).octets

    @Test(arguments: [Int.max, 1, 7])
    func `a client gets eight cookies that hold the keys it has exported`(piece: Int) throws {
        let client = try KEClient(Self.usual + KERecord(0, isCritical: true).octets)
        let conversation = try talk(client, piece: piece)
        #expect(conversation.outcome == .answered && client.isEnded)
        let records = try records(client.heard)
        #expect(records.first { $0.kind == 4 }?.numbers == [15] && records.first { $0.kind == 7 }?.numbers == [11_123])
        let cookies = records.filter { $0.kind == 5 }.map(\.body)
        #expect(cookies.count == 8 && Set(cookies).count == 8)
        for cookie in cookies { try check(cookie, client) }
    }

    /// The keys in the cookie must be those that the client has: what one seals by its own, the jar's cipher opens.
    private func check(_ cookie: [UInt8], _ client: KEClient) throws {
        let (server, own) = (try #require(CryptoBox()), try #require(CryptoBox()))
        var jar = CookieJar(server, keys: keys)
        let algorithm = jar.open(cookie.span)
        #expect(algorithm == .aesSIVCMAC256)
        for (slot, direction) in [(CipherSlot.clientToServer, UInt8(0)), (.serverToClient, 1)] {
            let key = try #require(client.export([0, 0, 0, 15, direction], 32))
            let isLoaded = own.load(key.span, for: .aesSIVCMAC256, into: slot)
            #expect(isLoaded)
            var (sealed, opened) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 16))
            var made = sealed.mutableSpan
            var plain = opened.mutableSpan
            _ = own.seal(key.span.extracting(0..<16), nonce: key.span, associated: key.span, with: slot, into: &made)
            let count = server.open(made.span, nonce: key.span, associated: key.span, with: slot, into: &plain)
            #expect(count == 16)
        }
    }

    @Test func `records that are wrong are answered with an error`() throws {
        let client = try KEClient(KERecord(0, isCritical: true).octets)
        #expect(try talk(client).outcome == .refused)
        #expect(try records(client.heard) == [KERecord(2, isCritical: true, numbers: [1])])
    }

    @Test func `octets behind the end of message, and no end of it, are too`() throws {
        let behind = try KEClient(Self.usual + KERecord(0, isCritical: true).octets + [0])
        #expect(try talk(behind).outcome == .refused)
        let endless = try KEClient([UInt8](repeating: 0x40, count: 20_000))
        #expect(try talk(endless).outcome == .refused)
        let silent = try KEClient(Self.usual)
        #expect(try talk(silent).outcome == nil)
    }

    @Test func `another application, and what is no TLS, end at once`() throws {
        #expect(try talk(try KEClient(Self.usual, application: "http/1.1")).outcome == .handshake)
        let conversation = KEConversation(try #require(context.accept()))
        var terms = KETerms(jar: CookieJar(try #require(CryptoBox()), keys: keys), place: KENegotiation.Place())
        conversation.take([UInt8](repeating: 0x47, count: 600)[...], &terms)
        #expect(conversation.outcome == .handshake)
    }

    @Test func `a certificate that cannot be used is told by its reason`() {
        let (chain, key) = (Array(TestCertificate.chain.utf8), Array(TestCertificate.key.utf8))
        #expect(throws: TLSFault.certificate) { try TLSContext.server(chain: [], key: key, application: "ntske/1") }
        #expect(throws: TLSFault.key) { try TLSContext.server(chain: chain, key: chain, application: "ntske/1") }
        #expect(throws: TLSFault.trust) {
            try TLSContext.client(trusting: "/no/such/file", application: "ntske/1")
        }
    }
}
