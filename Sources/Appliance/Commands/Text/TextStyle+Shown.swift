// SPDX-License-Identifier: Apache-2.0

extension TextStyle {
    /// A text as a terminal can show it: on one line, without anything that moves the cursor, changes the direction of
    /// writing or takes up no column or an unknown number of them. What layouts are computed on.
    ///
    /// Letters of Latin, Greek and Cyrillic, and what East Asia writes, stay what they are unless ``isASCII``; a mark upon
    /// a letter is left out, and all else becomes a question mark. What is shown once is shown the same again.
    public func shown(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E: shown.unicodeScalars.append(scalar)
            case 0x09, 0x0A, 0x0D, 0xA0, 0x2002...0x200A, 0x202F: shown += " "
            case _ where isASCII: shown += Self.spelling[scalar] ?? Self.mark(scalar)
            default:
                if Self.isPlain(scalar) { shown.unicodeScalars.append(scalar) } else { shown += Self.mark(scalar) }
            }
        }
        // Two single scalars may make one character that is wide, or a flag: there is none such among the plain ones.
        return shown
    }

    /// How many columns a text takes that is ``shown(_:)``.
    public static func width(of shown: String) -> Int {
        shown.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
    }

    /// The beginning of a shown text that fits, and the rest of it; at least one character.
    static func cut(_ shown: String, to width: Int) -> (String, String) {
        var (used, scalars) = (0, String.UnicodeScalarView())
        for scalar in shown.unicodeScalars {
            used += isWide(scalar) ? 2 : 1
            if used > width, !scalars.isEmpty { break }
            scalars.append(scalar)
        }
        return (String(scalars), String(shown.unicodeScalars.dropFirst(scalars.count)))
    }
}

// MARK: Which characters

extension TextStyle {
    /// Those that every terminal shows in a column, and the wide ones.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if isWide(scalar) { return scalar.properties.generalCategory != .unassigned }
        let known: [ClosedRange<UInt32>] = [
            0xA1...0xAC, 0xAE...0x2FF, 0x370...0x482, 0x48A...0x52F, 0x1E00...0x1FFF, 0x2010...0x2027, 0x2030...0x205E,
            0x2070...0x20BF, 0x2100...0x214F, 0x2190...0x21FF, 0x2200...0x22FF, 0x2500...0x25FF, 0x2800...0x28FF,
        ]
        guard known.contains(where: { $0.contains(scalar.value) }) else { return false }
        let properties = scalar.properties
        return properties.generalCategory != .unassigned && !properties.isEmojiPresentation
            && !properties.isDefaultIgnorableCodePoint && !isMark(scalar)
    }

    /// Ideographs, syllables and full-width forms of East Asia (UAX #11, W and F), without pictures.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A0...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFF01...0xFF60:
            true
        default: false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    private static func mark(_ scalar: Unicode.Scalar) -> String { isMark(scalar) ? "" : "?" }

    /// In ASCII, what reports of ours are written with.
    private static let spelling: [Unicode.Scalar: String] = [
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "°": "deg", "±": "+-", "µ": "u", "μ": "u", "·": ".", "×": "x",
        "…": "...", "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "→": "->", "←": "<-", "τ": "tau", "σ": "sigma",
        "√": "sqrt ", "≤": "<=", "≥": ">=", "²": "2", "³": "3", "│": "|", "─": "-", "└": "+", "┌": "+", "┤": "+",
        "├": "+",
        "┬": "+", "┴": "+", "┼": "+", "█": "#", "░": ".", "▒": ":", "▓": "#", "•": "*", "ä": "ae", "ö": "oe", "ü": "ue",
        "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "é": "e", "è": "e", "à": "a", "ç": "c", "ñ": "n",
    ]
}
