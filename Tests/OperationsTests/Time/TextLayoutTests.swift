// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

/// What may come from outside, and would upset a layout that believed it.
let hostileTexts = [
    "", " ", "\u{1B}[2J\u{1B}]0;x\u{7}", "a\nb\r\nc\td", "\u{202E}evil\u{2066}", "e\u{301}\u{301}\u{301}\u{20DD}",
    "\u{0}\u{80}\u{9B}31m\u{FEFF}\u{200B}\u{200D}", "漢字かなカナ한국어", "👩‍👩‍👧‍👦🇩🇪⌚", "שלום عربى", String(repeating: "x", count: 300),
    String(repeating: "界", count: 90), "− – — ° ± µ μ Ω ∞", "%n%s${x}`ls`",
]

@Suite struct `A text as a terminal can show it` {
    @Test(arguments: hostileTexts) func `has nothing in it that moves or hides, and stays as it is`(_ text: String) {
        for style in [TextStyle(), TextStyle(isASCII: true)] {
            let shown = style.shown(text)
            #expect(style.shown(shown) == shown)
            for scalar in shown.unicodeScalars {
                #expect(scalar.value >= 0x20 && !(0x7F...0xA0).contains(scalar.value), "\(scalar.value)")
                #expect(!scalar.properties.isBidiControl && !scalar.properties.isDefaultIgnorableCodePoint)
                if style.isASCII { #expect(scalar.isASCII) }
            }
        }
    }

    @Test(arguments: [
        ("a − b", "a - b"), ("25 °C", "25 degC"), ("± 3 µs", "+- 3 us"), ("1 → 2…", "1 -> 2..."), ("Δ", "?"),
    ])
    func `is spelled in ASCII`(_ text: String, _ spelled: String) {
        #expect(TextStyle(isASCII: true).shown(text) == spelled)
    }

    @Test(arguments: [("abc", 3), ("漢字", 4), ("é", 1), ("− 3 µs", 6), ("ｆ", 2)])
    func `has a width`(_ text: String, _ width: Int) {
        #expect(TextStyle.width(of: TextStyle().shown(text)) == width)
    }
}

@Suite struct `A sheet` {
    @Test(arguments: [20, 21, 40, 80, 132]) func `has no line that is wider than the terminal`(_ columns: Int) {
        for isASCII in [false, true] {
            let style = TextStyle(columns: columns, isASCII: isASCII)
            for text in hostileTexts {
                var sheet = TextSheet(style)
                sheet.put(text, mark: text, indent: 3)
                sheet.drawn(text)
                sheet.pairs([(text, text), ("a", text)])
                sheet.table([.init(text), .figure("n"), .words(text)], [[text, "1", text], ["x"], [text]])
                for line in sheet.text.split(separator: "\n") {
                    #expect(TextStyle.width(of: String(line)) <= columns, "\(line)")
                    #expect(!line.hasSuffix(" "))
                    if isASCII { #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) }) }
                }
            }
        }
    }

    @Test func `breaks between words, and below the first`() {
        var sheet = TextSheet(TextStyle(columns: 24))
        sheet.put("The quick brown fox jumps.", mark: "- ", indent: 2)
        #expect(sheet.text == "  - The quick brown fox\n    jumps.")
    }

    @Test func `sets figures to the right, and words below themselves`() {
        var sheet = TextSheet(TextStyle(columns: 34))
        sheet.table(
            [.init("what"), .figure("count"), .words("why")],
            [["one", "7", "because it is so and not otherwise"], ["three", "1200", ""]])
        #expect(
            sheet.text == """
                what   count  why
                one        7  because it is so and
                              not otherwise
                three   1200
                """)
    }

    @Test func `sets rows below each other where there is no room for columns`() {
        var sheet = TextSheet(TextStyle(columns: 20))
        sheet.table([.init("address"), .figure("answered")], [["192.168.100.200", "12345678"]])
        #expect(sheet.text == "addres  192.168.100.\n        200\nanswer  12345678")
    }
}
