// SPDX-License-Identifier: Apache-2.0

import Compatibility
import Testing

struct RequestTests {
    private func read(_ text: String) throws -> [GPSDRequest] {
        var reader = GPSDRequestReader()
        return try text.utf8.compactMap { try reader.push($0) }
    }

    @Test func `a request ends with its semicolon, its closing brace, or its line`() throws {
        #expect(try read("?VERSION;") == [.version])
        #expect(try read("?POLL\n") == [.poll])
        #expect(try read("?WATCH={\"raw\":2,\"pps\":true}").count == 1)
        #expect(try read("?DEVICES") == [])
    }

    @Test func `several requests may come at once`() throws {
        #expect(
            try read("?POLL;?VERSION;\r\n ?WATCH={};?DEVICE;\n;;\n")
                == [.poll, .version, .watch(GPSDArgument()), .device(nil)])
    }

    @Test func `braces and quotes within a text end nothing`() throws {
        let requests = try read(#"?WATCH={"device":"a}\"b"};?POLL;"#)
        #expect(requests == [.watch(GPSDArgument(["device": .text("a}\"b")])), .poll])
    }

    @Test func `what does not begin with a question mark gets no answer`() throws {
        #expect(try read("w+\nhello\n?VERSION;") == [.version])
    }

    @Test(arguments: [
        ("?WATCH={\"enable\":tru}", "'tru' is no value"), ("?WATCH={enable:true}", "'\"' is missing"),
        ("?WATCH={\"a\":1,\"a\":2}", "'a' is there twice"), ("?WATCH=5;", "'{' is missing"),
        ("?WATCH={\"a\":[[[[[[[[[[1]]]]]]]]]]}", "too deeply nested"), ("?WATCH={\"a\":}", "a value is missing"),
        ("?WATCH={\"a\":\"\\u12\"}", "\\u without four digits of a character"),
    ])
    func `an argument that cannot be read is refused with its reason`(text: String, reason: String) throws {
        #expect(try read(text) == [.invalid(name: "WATCH", reason: reason)])
    }

    @Test func `a request that there is not is handed back`() throws {
        #expect(try read("?FOO;") == [.unrecognised("?FOO")])
    }

    @Test func `an endless request is hung up on`() {
        #expect(throws: GPSDHangUp.tooLong) { try read("?" + String(repeating: "A", count: 2000)) }
    }
}
