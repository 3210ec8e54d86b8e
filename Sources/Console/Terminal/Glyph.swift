// SPDX-License-Identifier: Apache-2.0

/// What a terminal puts into one place: printable text of one or two columns, with the marks that belong to it.
struct Glyph: Equatable, Sendable {
    var text: String
    /// 1 or 2
    var columns: Int
}

/// Text as a terminal may show it: nothing of it moves the cursor, changes a colour, or answers back.
///
/// A control character (C0, DEL, C1), a line or paragraph separator, and whatever has no shape of its own (directional
/// overrides such as U+202E, zero-width joiners, soft hyphens, variation selectors, tags), whatever is private or not
/// assigned, becomes a visible escape: `\x1B`, `\u{202E}`. So do the halves of flags and skin tones, whose width
/// terminals disagree about.
enum Shown {
    /// As many marks may sit on one character; more are a hostile tower.
    static let mostMarks = 4

    enum Nature { case narrow, wide, mark, hidden }

    static func nature(of scalar: Unicode.Scalar) -> Nature {
        switch scalar.value {
        case 0x20...0x7E: return .narrow
        case 0..<0xA0, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF: return .hidden
        case 0xA0...0x2FF where scalar.value != 0xAD: return .narrow
        case 0x1161...0x11FF, 0xD7B0...0xD7FF: return .mark
        default: break
        }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return .hidden }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            return .hidden
        case .nonspacingMark, .enclosingMark: return .mark
        default: return WideCharacters.contains(scalar) ? .wide : .narrow
        }
    }

    /// The visible escape of what is not shown as it is.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        guard scalar.value < 0x100 else { return "\\u{" + digits + "}" }
        return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }

    /// Glyphs of a text that has no line feeds and tabs left that mean anything: those are escaped as well.
    static func glyphs(of text: some StringProtocol, isASCII: Bool) -> [Glyph] {
        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(text.utf8.count)
        var takesMarks = false
        for scalar in text.unicodeScalars {
            takesMarks = append(scalar, to: &glyphs, isASCII: isASCII, takesMarks: takesMarks)
        }
        return glyphs
    }

    /// - Returns: whether a mark may join what was appended
    private static func append(
        _ scalar: Unicode.Scalar, to glyphs: inout [Glyph], isASCII: Bool, takesMarks: Bool
    ) -> Bool {
        switch nature(of: scalar) {
        case .hidden: append(escape(scalar), to: &glyphs)
        case let nature where isASCII: append(Fallback.text(for: scalar, isMark: nature == .mark), to: &glyphs)
        case .mark:
            if takesMarks, join(scalar, to: &glyphs) { return true }
            append(escape(scalar), to: &glyphs)
        case let nature:
            glyphs.append(Glyph(text: String(Character(scalar)), columns: nature == .wide ? 2 : 1))
            return scalar != " "
        }
        return false
    }

    private static func append(_ text: String, to glyphs: inout [Glyph]) {
        for scalar in text.unicodeScalars { glyphs.append(Glyph(text: String(Character(scalar)), columns: 1)) }
    }

    /// Whether it could.
    private static func join(_ mark: Unicode.Scalar, to glyphs: inout [Glyph]) -> Bool {
        guard let last = glyphs.last, last.text.unicodeScalars.count <= mostMarks else { return false }
        glyphs[glyphs.count - 1].text.unicodeScalars.append(mark)
        return true
    }
}

extension [Glyph] {
    var columns: Int { reduce(0) { $0 + $1.columns } }
    var text: String { reduce(into: "") { $0 += $1.text } }
}
