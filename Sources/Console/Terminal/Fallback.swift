// SPDX-License-Identifier: Apache-2.0

/// What stands for a character where only ASCII can be shown. One column becomes one column wherever that can be
/// understood, so that tables stay tables.
enum Fallback {
    static func text(for scalar: Unicode.Scalar, isMark: Bool = false) -> String {
        if scalar.isASCII { return String(Character(scalar)) }
        if let text = symbols[scalar] { return text }
        switch scalar.value {
        case 0x2500...0x257F: return boxDrawing(scalar.value)
        case 0x2580...0x259F: return "#"
        case 0x2070...0x2079: return String(scalar.value - 0x2070)
        case 0x2080...0x2089: return String(scalar.value - 0x2080)
        case 0xC0...0x17F: return letters[Int(scalar.value) - 0xC0]
        default: break
        }
        if isMark { return "" }
        if scalar.properties.generalCategory == .spaceSeparator { return " " }
        return WideCharacters.contains(scalar) ? "??" : "?"
    }

    private static func boxDrawing(_ value: UInt32) -> String {
        switch value {
        case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2574, 0x2576, 0x2578, 0x257A, 0x257C,
            0x257E:
            "-"
        case 0x2550: "="
        case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577, 0x2579, 0x257B,
            0x257D, 0x257F:
            "|"
        case 0x2571: "/"
        case 0x2572: "\\"
        case 0x2573: "X"
        default: "+"
        }
    }

    private static let symbols: [Unicode.Scalar: String] = [
        "\u{2212}": "-", "\u{2010}": "-", "\u{2011}": "-", "\u{2012}": "-", "\u{2013}": "-", "\u{2014}": "--",
        "\u{2015}": "--", "\u{2018}": "'", "\u{2019}": "'", "\u{201A}": ",", "\u{201B}": "'", "\u{201C}": "\"",
        "\u{201D}": "\"", "\u{201E}": "\"", "\u{2032}": "'", "\u{2033}": "\"", "\u{2026}": "...", "\u{2022}": "*",
        "\u{00B7}": ".", "\u{00B5}": "u", "\u{03BC}": "u", "\u{00B0}": "deg", "\u{00B1}": "+/-", "\u{00D7}": "x",
        "\u{00F7}": "/", "\u{2190}": "<-", "\u{2191}": "^", "\u{2192}": "->", "\u{2193}": "v", "\u{2194}": "<->",
        "\u{21D2}": "=>", "\u{21B5}": "<enter>", "\u{2248}": "~", "\u{2260}": "!=", "\u{2264}": "<=",
        "\u{2265}": ">=", "\u{2261}": "=", "\u{221E}": "inf", "\u{221A}": "sqrt", "\u{2211}": "sum",
        "\u{0394}": "d", "\u{2206}": "d", "\u{03C3}": "sigma", "\u{03C4}": "tau", "\u{03C0}": "pi",
        "\u{03A9}": "Ohm", "\u{2126}": "Ohm", "\u{0391}": "A", "\u{03B1}": "a", "\u{03B2}": "b", "\u{03BB}": "l",
        "\u{2713}": "*", "\u{2714}": "*", "\u{2717}": "x", "\u{2718}": "x", "\u{25CF}": "*", "\u{25CB}": "o",
        "\u{25A0}": "#", "\u{25A1}": "o", "\u{25B2}": "^", "\u{25BC}": "v", "\u{25B6}": ">", "\u{25C0}": "<",
        "\u{25C6}": "*", "\u{25C7}": "o", "\u{2605}": "*", "\u{2606}": "*", "\u{26A0}": "!", "\u{20AC}": "EUR",
        "\u{00A1}": "!", "\u{00A2}": "c", "\u{00A3}": "GBP", "\u{00A5}": "JPY", "\u{00A7}": "sec.", "\u{00A6}": "|",
        "\u{00A8}": "\"", "\u{00A9}": "(c)", "\u{00AA}": "a", "\u{00AB}": "<<", "\u{00AC}": "!", "\u{00AE}": "(R)",
        "\u{00AF}": "-", "\u{00B2}": "2", "\u{00B3}": "3", "\u{00B4}": "'", "\u{00B6}": "P", "\u{00B8}": ",",
        "\u{00B9}": "1", "\u{00BA}": "o", "\u{00BB}": ">>", "\u{00BC}": "1/4", "\u{00BD}": "1/2", "\u{00BE}": "3/4",
        "\u{00BF}": "?", "\u{2039}": "<", "\u{203A}": ">", "\u{207A}": "+", "\u{207B}": "-", "\u{208A}": "+",
        "\u{208B}": "-", "\u{2116}": "No", "\u{2122}": "(TM)", "\u{2030}": "o/oo", "\u{1E9E}": "SS",
        "\u{03C6}": "phi", "\u{03B5}": "eps", "\u{03B8}": "theta", "\u{2200}": "all", "\u{2208}": "in",
    ]

    /// U+00C0 ... U+017F without their marks.
    private static let letters: [String] = [
        "A", "A", "A", "A", "A", "A", "AE", "C", "E", "E", "E", "E", "I", "I", "I", "I", "D", "N", "O", "O", "O",
        "O", "O", "x", "O", "U", "U", "U", "U", "Y", "Th", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e",
        "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "/", "o", "u", "u", "u", "u", "y", "th",
        "y", "A", "a", "A", "a", "A", "a", "C", "c", "C", "c", "C", "c", "C", "c", "D", "d", "D", "d", "E", "e",
        "E", "e", "E", "e", "E", "e", "E", "e", "G", "g", "G", "g", "G", "g", "G", "g", "H", "h", "H", "h", "I",
        "i", "I", "i", "I", "i", "I", "i", "I", "i", "IJ", "ij", "J", "j", "K", "k", "k", "L", "l", "L", "l", "L",
        "l", "L", "l", "L", "l", "N", "n", "N", "n", "N", "n", "'n", "N", "n", "O", "o", "O", "o", "O", "o", "OE",
        "oe", "R", "r", "R", "r", "R", "r", "S", "s", "S", "s", "S", "s", "S", "s", "T", "t", "T", "t", "T", "t",
        "U", "u", "U", "u", "U", "u", "U", "u", "U", "u", "U", "u", "W", "w", "Y", "y", "Y", "Z", "z", "Z", "z",
        "Z", "z", "s",
    ]
}
