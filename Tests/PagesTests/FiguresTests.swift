// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Pages

struct FiguresTests {
    @Test(
        arguments: [
            (12.34, "+12.3 ns"), (-12.34, "\u{2212}12.3 ns"), (0, "0 s"), (1e-9, "0 s"), (2.5e9, "+2.5 s"),
            (nil, "not known"),
            (.infinity, "not known"), (1e30, "+ages"),
        ] as [(Double?, String)])
    func `offsets have their sign and unit`(nanoseconds: Double?, text: String) {
        #expect(Figures.offset(nanoseconds: nanoseconds) == text)
    }

    @Test(arguments: [
        (1500, "+1.500 ppm"), (-999.94, "\u{2212}999.9 ppb"), (999.95, "+1.000 ppm"), (3.456, "+3.46 ppb"),
        (0, "0.00 ppb"),
        (-0.001, "0.00 ppb"), (12.34, "+12.3 ppb"), (.nan, "not known"),
    ])
    func `frequencies have their sign and unit`(ppb: Double, text: String) {
        #expect(Figures.frequency(ppb: ppb) == text)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1\u{202F}000"), (-1_234_567, "\u{2212}1\u{202F}234\u{202F}567")])
    func `thousands stand apart`(count: Int, text: String) {
        #expect(Figures.count(count) == text)
    }

    @Test func `moments are read as people write them`() {
        #expect(Figures.moment("2016-12-31T23:59:60.500Z") == "2016-12-31 23:59:60 UTC")
        #expect(Figures.moment("yesterday") == "yesterday")
        #expect(Figures.elapsed(from: "2016-12-31T22:00:00Z", to: "2017-01-01T00:00:00Z") == "2 h")
        #expect(Figures.elapsed(from: "2017-01-01T00:00:00Z", to: "2016-12-31T22:00:00Z") == "0 s")
        #expect(Figures.ago(seconds: 180) == "3 min ago")
        #expect(Figures.ago(seconds: .nan) == "0 s ago")
        #expect(Figures.ago(seconds: .infinity) == "95.1 years ago")
    }

    @Test(arguments: [
        ("a b/ü", "a%20b%2F%C3%BC"), ("A-z0.9_~", "A-z0.9_~"), ("\u{0}&=", "%00%26%3D"), ("", ""),
    ])
    func `text within an address is octets`(text: String, told: String) {
        #expect(PercentText.of(text) == told)
    }

    @Test(arguments: [
        ("/", "/"), ("/sky?x=1", "/sky?x=1"), ("//evil.example", "/"), ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"), ("", "/"), ("/\tevil", "/"), ("/a\u{0}", "/"),
    ])
    func `one is sent on to a page of this appliance only`(next: String, path: String) {
        #expect(PageRenderer.ownPath(next) == path)
    }
}

struct HTMLTests {
    @Test func `plain text is escaped, pieces of a page are not`() {
        let piece: HTML = "<b>\("<&>\"'")</b>"
        #expect(piece.text == "<b>&lt;&amp;&gt;&quot;&#39;</b>")
        #expect(
            ("\(piece)\([piece, piece])\(nil as HTML?)\(7)" as HTML).text == piece.text + piece.text + piece.text + "7")
    }

    @Test func `a quote with a mark on it is still a quote`() {
        #expect(("\("\"\u{301}")" as HTML).text == "&quot;\u{301}")
        #expect(("\("<\u{338}")" as HTML).text == "&lt;\u{338}")
    }

    @Test func `what XML has no place for is shown as such`() {
        #expect(("\("a\u{0}b\u{1B}\u{85}\u{FFFF}c\n\t")" as HTML).text == "a\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}c\n\t")
    }
}
