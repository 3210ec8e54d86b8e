// SPDX-License-Identifier: Apache-2.0

/// A piece of a page. What is put into a literal of it is escaped, unless it is a piece of a page itself, so that
/// nothing heard from outside (a satellite's name, a client's, a visitor's) can become markup.
///
/// Escaping looks at single octets: a quote with a combining mark on it is one character to Swift, but still a quote to
/// a browser.
struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// Well-formed markup.
    private(set) var text: String

    init(stringLiteral text: String) { self.text = text }

    init(stringInterpolation pieces: Pieces) { text = pieces.text }

    /// Markup from elsewhere in this room.
    init(markup text: String) { self.text = text }

    struct Pieces: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ part: HTML) { text += part.text }
        mutating func appendInterpolation(_ part: HTML?) { text += part?.text ?? "" }
        mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
        mutating func appendInterpolation(_ plain: some StringProtocol) { HTML.escape(plain, into: &text) }
        mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }
    }

    /// Also leaves out what XML has no place for: control characters but tab and line feed.
    private static func escape(_ plain: some StringProtocol, into text: inout String) {
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "&": text += "&amp;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n": text.unicodeScalars.append(scalar)
            case "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
            case _ where scalar.properties.generalCategory == .control: text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension [HTML] {
    /// One after the other.
    var joined: HTML { HTML(markup: map(\.text).joined()) }
}

extension Optional {
    /// A piece of a page for what is there.
    func html(_ make: (Wrapped) -> HTML) -> HTML { map(make) ?? "" }
}

extension Bool {
    /// A piece of a page for what is so.
    func html(_ piece: @autoclosure () -> HTML) -> HTML { self ? piece() : "" }
}
