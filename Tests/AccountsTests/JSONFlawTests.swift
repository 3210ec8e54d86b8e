// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `A flaw in JSON` {
    @Test(arguments: [
        ("", 1, 1, "the text ends here"), ("{", 1, 2, "the text ends here"),
        ("{\n \"a\" 1}", 2, 6, "here should be ':'"),
        ("[1,\n2\n3]", 3, 1, "here should be ']'"), ("{\"a\":1,}", 1, 8, "a name is missing"),
        ("[1,]", 1, 4, "a value is missing"), ("{} x", 1, 4, "there is more after the end"),
        ("{\"a\n\":1}", 1, 4, "a quotation mark is missing"), ("[\"a\\", 1, 5, "the text ends here"),
        (String(repeating: "[", count: 100_000), 1, 33, "this is nested too deeply"),
        ("\u{FEFF}{}", 1, 1, "a value is missing"),
    ])
    func `has its place and its reason`(text: String, line: Int, column: Int, reason: String) {
        #expect(JSONFlaw.first(in: Array(text.utf8)) == JSONFlaw(line: line, column: column, reason: reason))
    }

    @Test(arguments: ["{}", "[]", " [1, -2.5e+3, true, null, \"\\\"\", {\"a\" : [ ]}] \n", "7", "\"日\""])
    func `is not seen where there is none`(text: String) {
        #expect(JSONFlaw.first(in: Array(text.utf8)) == nil)
    }

    @Test(arguments: UInt64(1)...5)
    func `is looked for in anything`(seed: UInt64) {
        var random = Seeded(state: seed)
        let alphabet = Array("{}[]\",:\\1 \n".utf8) + [0, 0xC3, 0xFF]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...30, using: &random)
            let octets = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            // What this finds sound in form may still be refused by the decoder; never the other way round.
            if (try? JSONDecoder().decode([Int].self, from: Data(octets))) != nil {
                #expect(JSONFlaw.first(in: octets) == nil)
            }
        }
    }
}
