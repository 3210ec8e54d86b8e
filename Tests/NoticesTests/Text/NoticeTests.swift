// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notices

struct NoticeTests {
    @Test(arguments: Hostile.texts)
    func `every text becomes one bounded line`(text: String) {
        let notice = Notice.everywhere(text)
        for (line, limit) in [(notice.sentence, 1000), (notice.hint, 500), (notice.state, 500)] {
            #expect(line.utf8.count <= limit)
            #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            #expect(!line.unicodeScalars.contains { [0x2028, 0x2029, 0x202E].contains($0.value) })
        }
        for word in [notice.id, notice.host, notice.alarm] {
            #expect((1...255).contains(word.utf8.count))
            #expect(word.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        }
    }

    @Test(arguments: Hostile.texts)
    func `a notice comes out of the queue as it went in, and fits`(text: String) {
        let notice = Notice.everywhere(text)
        #expect(notice.payload.count < 8_000)
        #expect(Notice(payload: notice.payload) == notice)
    }

    @Test func `the worst text still fits the queue`() {
        let worst = Notice.everywhere(String(repeating: "\"\\/", count: 5000))
        #expect(worst.payload.count < 8_000)
        #expect(Notice(payload: worst.payload) == worst)
    }

    @Test(arguments: [[], Array("{}".utf8), Array("x".utf8), [0xFF, 0x00], Array("{\"id\":1}".utf8)])
    func `what is no notice is none`(payload: [UInt8]) {
        #expect(Notice(payload: payload) == nil)
    }

    @Test(arguments: [Int64.min, -1, 0, 253_402_300_799_999, .max])
    func `any time can be written`(milliseconds: Int64) {
        let notice = Notice(
            id: "1", utcMilliseconds: milliseconds, severity: .notice, host: "a", event: .raised, alarm: "b",
            sentence: "c")
        #expect(notice.timestamp == (milliseconds > 0 ? "9999-12-31T23:59:59.999Z" : "1970-01-01T00:00:00.000Z"))
    }

    @Test func `times are written as the protocols want them`() {
        #expect(Notice.sample().timestamp == "2026-11-21T11:43:18.250Z")
        #expect(Notice.sample().mailDate == "Sat, 21 Nov 2026 11:43:18 +0000")
    }

    @Test func `what is too long is cut between characters and says so`() {
        #expect(PlainText.oneLine("äöü", octets: 6) == "äöü")
        #expect(PlainText.oneLine("äöüß", octets: 6) == "ä…")
        #expect(PlainText.oneLine("abcdefg", octets: 6) == "abc…")
        #expect(PlainText.oneLine("🛰🛰", octets: 4) == "…")
    }
}
