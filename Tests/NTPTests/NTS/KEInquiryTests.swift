// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct KEInquiryTests {
    private static let ntpv4 = KERecord(1, isCritical: true, numbers: [0])
    private static let siv = KERecord(4, isCritical: true, numbers: [15])
    private static let gcm = KERecord(4, isCritical: true, numbers: [30])
    private static let compliant = KERecord(1024, isCritical: false)
    private static let cookie = KERecord(5, isCritical: false, [UInt8](repeating: 7, count: 100))

    private func refusal(_ records: [KERecord], offered: [AEADAlgorithm] = KEInquiry.usual) -> KERefusal? {
        do throws(KERefusal) {
            _ = try KEInquiry.read(records, offered: offered)
            return nil
        } catch { return error }
    }

    @Test func `the request has the octets of the RFC`() {
        #expect(
            KEInquiry.message() == octets("8001 0002 0000 8004 0004 001e 000f 0400 0000 8000 0000"))
        #expect(KEInquiry.message(offering: [.aesSIVCMAC256]) == octets("8001 0002 0000 8004 0002 000f 8000 0000"))
    }

    @Test(arguments: [KEInquiry.usual, [.aesSIVCMAC256], [.aes128GCMSIV]])
    func `what our own server answers is understood`(offer: [AEADAlgorithm]) throws {
        var (asked, answered) = (KEReader(), KEReader())
        guard case .message(let request) = asked.take(KEInquiry.message(offering: offer)),
            case .keys(let agreement) = KENegotiation.answer(request)
        else { throw KERefusal.malformed }
        let place = KENegotiation.Place(server: "ntp.example.org", port: 1123)
        let cookies = (0..<8).map { [UInt8](repeating: $0, count: CookieJar.cookieCount(agreement.algorithm)) }
        let message = KENegotiation.message(agreement, cookies: cookies, place: place)
        guard case .message(let answer) = answered.take(message) else { throw KERefusal.malformed }
        let grant = try KEInquiry.read(answer, offered: offer)
        #expect(grant.agreement == agreement && agreement.algorithm == offer[0])
        #expect(grant.server == "ntp.example.org" && grant.port == 1123 && grant.cookies == cookies)
    }

    @Test func `an answer need not say where the time is, and may say what is not known`() throws {
        let unknown = KERecord(0x1234, isCritical: false, [1])
        let grant = try KEInquiry.read([Self.siv, unknown, Self.cookie, Self.ntpv4])
        #expect(grant.server == nil && grant.port == nil && grant.cookies.count == 1)
    }

    private static let refusals: [(KERefusal, [KERecord])] = [
        (.error(0), [KERecord(2, isCritical: true, numbers: [0])]),
        (.error(1), [ntpv4, siv, cookie, KERecord(2, isCritical: true, numbers: [1])]),
        (.malformed, [KERecord(2, isCritical: true, [1])]),
        (.warning(5), [ntpv4, siv, cookie, KERecord(3, isCritical: true, numbers: [5])]),
        (.noProtocol, [KERecord(1, isCritical: true)]),
        (.noProtocol, [KERecord(1, isCritical: true, numbers: [7]), siv, cookie]),
        (.noAlgorithm, [ntpv4, KERecord(4, isCritical: true)]),
        (.notOffered, [ntpv4, KERecord(4, isCritical: true, numbers: [1]), cookie]),
        (.notOffered, [ntpv4, KERecord(4, isCritical: true, numbers: [15, 30]), cookie]),
        (.unsureExport, [ntpv4, gcm, cookie]), (.noCookie, [ntpv4, siv]),
        (.unknownRecord(99), [ntpv4, siv, cookie, KERecord(99, isCritical: true)]),
        (.malformed, [siv, cookie]), (.malformed, [ntpv4, cookie]), (.malformed, []),
        (.malformed, [ntpv4, ntpv4, siv, cookie]), (.malformed, [ntpv4, siv, siv, cookie]),
        (.malformed, [ntpv4, siv, cookie, KERecord(7, isCritical: true, numbers: [0])]),
        (.malformed, [ntpv4, siv, cookie, KERecord(7, isCritical: true, numbers: [1, 2])]),
        (.malformed, [ntpv4, siv, cookie, KERecord(6, isCritical: true)]),
        (.malformed, [ntpv4, siv, cookie, KERecord(6, isCritical: true, Array("a b".utf8))]),
        (.malformed, [ntpv4, siv, cookie, KERecord(6, isCritical: true, [UInt8](repeating: 0x61, count: 254))]),
    ]

    @Test(arguments: refusals.indices)
    func `an answer that grants nothing is refused by its reason`(index: Int) {
        let (reason, records) = Self.refusals[index]
        #expect(refusal(records) == reason)
        #expect(!reason.clause.isEmpty)
    }

    @Test func `an algorithm that was not offered is none, however good`() {
        let answer = [Self.ntpv4, Self.gcm, Self.compliant, Self.cookie]
        #expect(refusal(answer) == nil && refusal(answer, offered: [.aesSIVCMAC256]) == .notOffered)
    }

    @Test func `of cookies eight are taken, and none that fits no packet`() throws {
        func cookie(_ count: Int) -> KERecord { KERecord(5, isCritical: false, [UInt8](repeating: 1, count: count)) }
        let odd = [0, 8, 13, 516, 4_000].map(cookie)
        #expect(refusal([Self.ntpv4, Self.siv] + odd) == .noCookie)
        let many = odd + (1...20).map { cookie(100 + 4 * $0) }
        let grant = try KEInquiry.read([Self.ntpv4, Self.siv] + many)
        #expect(grant.cookies.map(\.count) == (1...8).map { 100 + 4 * $0 })
    }
}
