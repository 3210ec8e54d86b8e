// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notices

struct SMTPReplyTests {
    @Test(arguments: [
        ("220 ready\r\n", [SMTPReply(code: 220, lines: ["ready"])]), ("250\r\n", [SMTPReply(code: 250, lines: [""])]),
        ("250-a\r\n250-b\r\n250 c\r\n", [SMTPReply(code: 250, lines: ["a", "b", "c"])]),
        ("250 a\n550 b\n", [SMTPReply(code: 250, lines: ["a"]), SMTPReply(code: 550, lines: ["b"])]), ("250-a\r\n", []),
        ("250 half", []),
    ])
    func `replies are read, however they come`(text: String, replies: [SMTPReply]) throws {
        var whole = SMTPReplyReader()
        #expect(try whole.read(Array(text.utf8)) == replies)
        var (piecemeal, read) = (SMTPReplyReader(), [SMTPReply]())
        for octet in text.utf8 { read += try piecemeal.read([octet]) }
        #expect(read == replies)
        #expect(whole.isHalfRead == replies.isEmpty)
    }

    @Test(arguments: [
        "SSH-2.0-x\r\n", "\r\n", "25\r\n", "199 x\r\n", "600 x\r\n", "250x\r\n", "250-a\r\n251 b\r\n", "２２０ x\r\n",
        String(repeating: "2", count: 3000), String(repeating: "250-x\r\n", count: 200),
    ])
    func `what is no reply is refused`(text: String) {
        var reader = SMTPReplyReader()
        #expect(throws: SMTPReplyReader.Gibberish()) { try reader.read(Array(text.utf8)) }
    }
}
