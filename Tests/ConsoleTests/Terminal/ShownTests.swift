// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct ShownTests {
    @Test(arguments: [
        ("plain", "plain"), ("\u{1B}[2J", "\\x1B[2J"), ("a\u{7}\u{8}\r\n", "a\\x07\\x08\\x0D\\x0A"),
        ("\u{7F}", "\\x7F"),
        ("\u{9B}1m\u{85}", "\\x9B1m\\x85"), ("a\u{202E}b\u{2066}\u{2069}", "a\\u{202E}b\\u{2066}\\u{2069}"),
        ("\u{200B}\u{200D}\u{FEFF}\u{AD}", "\\u{200B}\\u{200D}\\u{FEFF}\\xAD"),
        ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
        ("\u{FE0F}\u{E0041}\u{E000}\u{FFFE}", "\\u{FE0F}\\u{E0041}\\u{E000}\\u{FFFE}"),
        ("\u{61C}\u{180E}\u{3164}", "\\u{61C}\\u{180E}\\u{3164}"),
        ("🇩🇪", "\\u{1F1E9}\\u{1F1EA}"), ("👍🏽", "👍\\u{1F3FD}"), ("日本 Ω±µ", "日本 Ω±µ"), ("e\u{301}", "e\u{301}"),
        ("\u{301}", "\\u{301}"),
        ("a" + String(repeating: "\u{301}", count: 6), "a\u{301}\u{301}\u{301}\u{301}\\u{301}\\u{301}"),
    ])
    func `nothing but printing is shown as it is`(text: String, shown: String) {
        let glyphs = Shown.glyphs(of: text, isASCII: false)
        #expect(Array(glyphs.text.unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test(arguments: [
        ("−12.5 µs ± 3 ns", "-12.5 us +/- 3 ns"), ("51.5° → 52°", "51.5deg -> 52deg"),
        ("it’s “so” – yes…", "it's \"so\" - yes..."),
        ("┌─┬─┐│═║└┴┘", "+-+-+|=|+++"), ("Müller, Łódź, Ærø", "Muller, Lodz, AEro"),
        ("10⁻⁹ √τ σ", "10-9 sqrttau sigma"),
        ("日本", "????"), ("e\u{301}", "e"), ("▁▂▃█░", "#####"), ("\u{A0}\u{2009}", "  "),
        ("≥ ≤ ≈ × ∞ ●○ ✓✗ ⚠", ">= <= ~ x inf *o *x !"),
        ("\u{202E}", "\\u{202E}"),
    ])
    func `where only ASCII can be shown, something alike is`(text: String, shown: String) {
        #expect(Shown.glyphs(of: text, isASCII: true).text == shown)
    }

    @Test func `no scalar at all reaches a terminal as a control, and none beyond ASCII where that is all`() {
        for value in Array(UInt32(0)...0x3200) + Array(stride(from: 0x3201, through: 0x10FFFF, by: 37)) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let nature = Shown.nature(of: scalar)
            if value < 0x20 || (0x7F..<0xA0).contains(value) || (0x202A...0x202E).contains(value) {
                if nature != .hidden { Issue.record("U+\(String(value, radix: 16)) is not hidden") }
            }
            guard nature != .narrow || value < 0x3000 else { continue }
            let shown = Shown.glyphs(of: String(Character(scalar)), isASCII: true).text
            guard !shown.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { continue }
            Issue.record("U+\(String(value, radix: 16)) is shown as \(shown)")
        }
    }

    @Test(arguments: [
        ("a", 1), ("é", 1), ("日", 2), ("ｆ", 2), ("ﾊ", 1), ("한", 2), ("😀", 2), ("€", 1), ("e\u{301}", 1),
        ("\u{3000}", 2),
    ])
    func `columns are counted as terminals count them`(text: String, columns: Int) {
        #expect(Shown.glyphs(of: text, isASCII: false).columns == columns)
    }

    @Test(arguments: [
        ("abc", ["abc"]), ("", [""]),
        (String(repeating: "x", count: 25), [String(repeating: "x", count: 20), "xxxxx"]),
        ("one two three four five six", ["one two three four", "five six"]),
        ("a\tb\t\tc", ["a       b           ", "   c"]),
        ("日本日本日本日本日本日本", ["日本日本日本日本日本", "日本"]), ("x日本日本日本日本日本", ["x日本日本日本日本日", "本"]),
        ("\u{1B}[31mred", ["\\x1B[31mred"]), ("exactly twenty chars", ["exactly twenty chars"]),
        ("exactly twenty chars and", ["exactly twenty chars", "and"]),
    ])
    func `a line is parted where the screen ends`(line: String, rows: [String]) {
        let found = TextRows.rows(of: line, in: Terminal(columns: 20)).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == rows)
    }

    @Test(
        arguments: [
            ("xterm-256color", "de_DE.UTF-8", .vt100, false), ("vt220", "C", .vt100, true),
            ("dumb", "en_US.utf8", .dumb, false),
            ("", "", .dumb, true), ("linux", "POSIX", .vt100, true),
        ] as [(String, String, Terminal.Kind, Bool)])
    func `a terminal is known by its name and language`(
        name: String, locale: String, kind: Terminal.Kind, isASCII: Bool
    ) {
        let terminal = Terminal(name: name, locale: locale, columns: 5, rows: 100_000)
        #expect(terminal == Terminal(kind: kind, columns: 20, rows: 1000, isASCII: isASCII))
    }
}
