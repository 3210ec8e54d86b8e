// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Notices

struct MailMessageTests {
    private func mail(_ notice: Notice, to: [String] = ["ops@example.org"]) -> MailMessage {
        MailMessage(notice: notice, from: "gnomon@example.net", to: to)
    }

    @Test func `a mail is written as RFC 5322 has it`() {
        #expect(
            mail(.sample(), to: ["a@example.org", "b@example.org"]).lines == [
                "Date: Sat, 21 Nov 2026 11:43:18 +0000", "From: gnomon@example.net", "To: a@example.org,",
                " b@example.org", "Subject: =?UTF-8?B?W3RzMS5leGFtcGxlLm9yZ10gY3JpdGljYWwgcmFpc2VkOiBUaGUg?=",
                " =?UTF-8?B?YW50ZW5uYSdzIGxpbmUgaXMgb3Blbi4=?=", "Message-ID: <n-1.1795261398250@example.net>",
                "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable", "", "The antenna's line is open.", "",
                "What to do: Look at the cable.", "", "State: Holdover for 2 min.", "",
                "Alarm: antenna-open, critical, raised", "Host: ts1.example.org", "Time: 2026-11-21T11:43:18.250Z",
                "Notice: n-1",
            ])
    }

    @Test(arguments: Hostile.texts)
    func `no text adds a line to the header or ends the mail`(text: String) {
        let lines = mail(.everywhere(text)).lines
        let fields = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            fields == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
        for line in lines {
            #expect(line.utf8.count <= 120 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
        }
        #expect(lines.drop { !$0.isEmpty }.allSatisfy { $0.utf8.count <= 76 })
    }

    @Test(arguments: [
        ("plain", ["plain"]), ("", [""]), ("a=b", ["a=3Db"]), ("Länge ", ["L=C3=A4nge=20"]), (". ", [".=20"]),
        (String(repeating: "x", count: 76), [String(repeating: "x", count: 75) + "=", "x"]),
        (String(repeating: "x", count: 74) + "ä", [String(repeating: "x", count: 74) + "=", "=C3=A4"]),
    ])
    func `a body's line is quoted so that it is printable and short`(text: String, lines: [String]) {
        #expect(QuotedPrintable.lines(of: text) == lines)
    }

    @Test(arguments: [
        ("short and plain", "short and plain"), ("Länge", "=?UTF-8?B?TMOkbmdl?="), ("=?x", "=?UTF-8?B?PT94?="),
        ("a ", "=?UTF-8?B?YSA=?="),
    ])
    func `a subject is plain or encoded`(text: String, header: String) {
        #expect(HeaderText.encoded(text) == header)
    }

    @Test func `a long subject is divided between characters, and each part can be read alone`() throws {
        let text = String(repeating: "aäü🛰", count: 30)
        let words = HeaderText.encoded(text).replacingOccurrences(of: "\r\n ", with: " ").split(separator: " ")
        #expect(words.allSatisfy { $0.utf8.count <= 64 && $0.hasPrefix("=?UTF-8?B?") && $0.hasSuffix("?=") })
        let parts = try words.map { word in
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(validating: data, as: UTF8.self))
        }
        #expect(parts.joined() == text)
    }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a@b,c@d", "ä@b", "\"a\"@b",
    ])
    func `what is no address is none`(text: String) {
        #expect(!MailAddress.isFit(text))
    }

    @Test(arguments: ["ops@example.org", "a+b@localhost", "o'neil@x.y"])
    func `what is one is one`(text: String) {
        #expect(MailAddress.isFit(text))
    }

    @Test(arguments: [
        ("ts1.example.org", "ts1.example.org"), ("-", "localhost"), ("_x", "localhost"), ("a_b", "localhost"),
    ])
    func `it names itself by a name only`(host: String, name: String) {
        #expect(MailSender.name(host) == name)
    }
}
