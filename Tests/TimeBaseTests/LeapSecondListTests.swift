// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeBase

struct LeapSecondListTests {
    /// The entries and special comments of the IERS list of 2025-07-08 (expiring 2026-06-28), with its own hash.
    static let published: String = {
        let text = """
            #	ATOMIC TIME
            #$	3960835200
            #@	3991593600
            #NTP Time      DTAI    Day Month Year

            """
        let lines = LeapSecondTable.builtIn.entries.map {
            "\(($0.day + 25_567) * 86_400)      \($0.taiMinusUTC)      # \(CivilDate(daysSince1970: $0.day))\n"
        }
        return text + lines.joined() + "#h\t49db2447 571e5e1b 2f002a53 9c8da8e4 39b8e49e\n"
    }()

    private func read(_ text: String, requiringHash: Bool = true) throws(LeapSecondListFault) -> LeapSecondTable {
        try LeapSecondTable(list: Array(text.utf8), requiringHash: requiringHash)
    }

    @Test func `the published list is read, and its hash fits`() throws {
        let table = try read(Self.published)
        #expect(table.entries == LeapSecondTable.builtIn.entries)
        #expect(table.expiryUTC == (try utc("2026-06-28")))
        let carriageReturns = Self.published.split(separator: "\n").joined(separator: "\r\n")
        #expect(try read(carriageReturns) == table)
    }

    @Test func `a changed digit breaks the hash`() {
        let edited = Self.published.replacing("3644697600", with: "3644784000")
        #expect(throws: LeapSecondListFault(line: 33, reason: .hashMismatch)) { try read(edited) }
    }

    @Test func `a list without hash is taken only on request`() throws {
        let bare = Self.published.split(separator: "\n").filter { !$0.hasPrefix("#h") }.joined(separator: "\n")
        #expect(throws: LeapSecondListFault(line: 32, reason: .noHash)) { try read(bare) }
        #expect(try read(bare, requiringHash: false).entries.count == 28)
    }

    @Test func `leading zeros may be missing from the hash`() throws {
        // Data chosen so that a word of the hash begins with zero.
        for expiry in 0..<200 {
            let data = "2272060800\t10\n"
            let words = SHA1.words(of: Array("\(3_000_000_000 + expiry)227206080010".utf8))
            guard words.contains(where: { $0 < 0x1000_0000 }) else { continue }
            let hash = words.map { String($0, radix: 16) }.joined(separator: " ")
            let text = "#@ \(3_000_000_000 + expiry)\n\(data)#h \(hash)\n"
            #expect(try read(text).entries.count == 1)
            return
        }
        Issue.record("no such data found")
    }

    @Test func `negative leap seconds are read`() throws {
        let table = try read("#@ 4007404800\n2272060800 10\n2287785600 9\n", requiringHash: false)
        #expect(throws: UTCFault.secondWasLeftOut) { try table.tai(utc("1972-06-30T23:59:59Z")) }
    }

    @Test(arguments: [
        ("", 1, LeapSecondListFault.Reason.noEntries),
        ("#@ 1\n#@ 2\n", 2, .doubled),
        ("#@ x\n", 1, .malformedComment),
        ("#$ 1 2\n", 1, .malformedComment),
        ("#h 1 2 3 4\n", 1, .malformedComment),
        ("#h 1 2 3 4 +5\n", 1, .malformedComment),
        ("#h 1 2 3 4 123456789\n", 1, .malformedComment),
        ("2272060800\n", 1, .notAnEntry),
        ("2272060800 ten\n", 1, .notAnEntry),
        ("2272060800 10 11\n", 1, .notAnEntry),
        ("-2272060800 10\n", 1, .notAnEntry),
        ("99999999999999999999999 10\n", 1, .notAnEntry),
        ("2272060800 99999999999\n", 1, .notAnEntry),
        ("\n\n2272060801 10\n", 3, .notMidnight),
        ("2287785600 11\n", 1, .wrongBeginning),
        ("2272060800 10\n2272060800 11\n", 2, .outOfOrder),
        ("2272060800 10\n2287785600 12\n", 2, .notByOneSecond),
        ("2272060800 10\n2287785600 10 # same\n", 2, .notByOneSecond),
        ("2272060800 10\n", 2, .noExpiry),
        ("#@ 1\n2272060800 10\n#h 0 0 0 0 0", 3, .hashMismatch),
        ("\u{0}\u{1F980}\n", 1, .notAnEntry),
    ])
    func `a bad list is refused with line and reason`(
        text: String, line: Int, reason: LeapSecondListFault.Reason
    ) {
        let fault = LeapSecondListFault(line: line, reason: reason)
        #expect(throws: fault) { try read(text) }
        #expect(fault.description.hasPrefix("line \(line): "))
    }

    @Test func `a file without end is not read`() {
        #expect(throws: LeapSecondListFault(line: 1, reason: .tooLong)) {
            try LeapSecondTable(list: [UInt8](repeating: 0x0A, count: 300_000))
        }
    }

    /// FIPS 180-2, appendix A, and the empty message.
    @Test(arguments: [
        ("", "da39a3ee 5e6b4b0d 3255bfef 95601890 afd80709"),
        ("abc", "a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e44 1c3bd26e baae4aa1 f95129e5 e54670f1"
        ),
        (String(repeating: "a", count: 1_000_000), "34aa973c d4c4daa4 f61eeb2b dbad2731 6534016f"),
    ])
    func `SHA-1 gives the standard's digests`(message: String, digest: String) {
        let expected = digest.split(separator: " ").compactMap { UInt32($0, radix: 16) }
        #expect(SHA1.words(of: Array(message.utf8)) == expected)
    }
}
