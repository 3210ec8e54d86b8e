// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Pages

/// What the style sheet promises to eyes.
struct StyleTests {
    static let sheet = String(decoding: StaticFile.all["style.css"]?.bytes ?? [], as: UTF8.self)

    /// The colours of the light page, and those of the dark one.
    static let palettes: [[String: String]] = {
        let parts = sheet.split(separator: ":root {", maxSplits: 2).dropFirst().map { $0.prefix { $0 != "}" } }
        let all = parts.map { part in
            Dictionary(
                part.split(separator: ";").compactMap { line -> (String, String)? in
                    let halves = line.split(separator: ":").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                    return halves.count == 2 && halves[0].hasPrefix("--") ? (halves[0], halves[1]) : nil
                }, uniquingKeysWith: { $1 })
        }
        return all
    }()

    /// Text and what it stands on: WCAG 2 asks for 4.5 : 1.
    static let texts: [(String, String)] =
        ["--ink", "--faint", "--link", "--good", "--hold", "--bad", "--wait"].flatMap { ink in
            [(ink, "--ground"), (ink, "--card")]
        } + [
            ("--on-accent", "--accent"), ("--ink", "--bad-ground"), ("--ink", "--hold-ground"),
            ("--bad", "--bad-ground"), ("--card", "--bad"), ("--link", "--bad-ground"), ("--link", "--hold-ground"),
        ] + ["--gps", "--galileo", "--beidou", "--glonass", "--other"].flatMap { [($0, "--card"), ($0, "--ground")] }

    @Test func `both palettes name the same colours`() {
        #expect(Self.palettes.count == 2)
        #expect(Self.palettes[0].keys.sorted() == Self.palettes[1].keys.sorted())
    }

    @Test(arguments: texts)
    func `text can be read, in light and in dark`(ink: String, ground: String) throws {
        for palette in Self.palettes {
            let ratio = try contrast(palette, ink, ground)
            #expect(ratio >= 4.5, "\(ink) on \(ground): \(ratio)")
        }
    }

    @Test(arguments: [
        ("--control", "--card"), ("--control", "--ground"), ("--accent", "--ground"), ("--band", "--card"),
    ])
    func `edges of controls can be seen`(edge: String, ground: String) throws {
        for palette in Self.palettes { #expect(try contrast(palette, edge, ground) >= 3, "\(edge) on \(ground)") }
    }

    @Test func `dark, small, still and printed are thought of`() {
        for feature in ["prefers-color-scheme: dark", "max-width", "prefers-reduced-motion", "print", ":focus-visible"]
        {
            #expect(Self.sheet.contains(feature), "\(feature)")
        }
    }

    private func contrast(_ palette: [String: String], _ one: String, _ other: String) throws -> Double {
        let pair = [try luminance(palette[one]), try luminance(palette[other])].sorted()
        return (pair[1] + 0.05) / (pair[0] + 0.05)
    }

    /// WCAG 2.2, "relative luminance".
    private func luminance(_ colour: String?) throws -> Double {
        let digits = try #require(colour).dropFirst()
        let value = try #require(Int(digits, radix: 16))
        let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map(linear)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private func linear(_ octet: Int) -> Double {
        let part = Double(octet) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
}

struct StaticFileTests {
    @Test func `a first visit loads less than 300 kB, the chart library with it`() {
        let chartLibrary = 135_000
        let files = StaticFile.all.values.reduce(0) { $0 + $1.bytes.count }
        let largest = Samples.all(saying: "plain words").map(\.page.utf8.count).max() ?? 0
        #expect(files + largest + chartLibrary < 300_000, "\(files) + \(largest)")
    }

    @Test func `every file that a page names is there`() {
        for (name, page) in Samples.all(saying: "plain words") {
            let markup = Markup(page)
            let named = markup.elements.compactMap { $0.attributes["src"] ?? $0.attributes["href"] }
            for file in named.filter({ $0.hasPrefix("/static/") }).map({ String($0.dropFirst(8)) }) {
                #expect(file == StaticFile.chartLibraryName || StaticFile.all[file] != nil, "\(name): \(file)")
            }
        }
    }

    @Test func `the same bytes have the same tag, others another`() {
        let (a, b) = (StaticFile.script([1, 2, 3]), StaticFile.script([1, 2, 4]))
        #expect(a.entityTag == StaticFile.script([1, 2, 3]).entityTag)
        #expect(a.entityTag != b.entityTag)
        #expect(StaticFile.all["style.css"]?.type == "text/css; charset=utf-8")
    }

    @Test func `scripts make no markup from text`() {
        for name in ["gnomon.js", "charts.js", "settings.js"] {
            let script = String(decoding: StaticFile.all[name]?.bytes ?? [], as: UTF8.self)
            for danger in [
                "innerHTML = ", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                "setAttribute(\"style\"",
            ] {
                #expect(!script.contains(danger), "\(name) has \(danger)")
            }
            #expect(script.hasPrefix("// SPDX-License-Identifier: Apache-2.0"))
        }
    }
}
