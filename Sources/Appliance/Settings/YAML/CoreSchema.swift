// SPDX-License-Identifier: Apache-2.0

/// What a scalar without quotes is, by the core schema of YAML 1.2.2 (10.3.2): `yes`, `on` and `1:30` are texts.
enum CoreSchema {
    static func truth(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    static func isInteger(_ text: String) -> Bool {
        if text.hasPrefix("0x") || text.hasPrefix("0o") {
            return UInt128(text.dropFirst(2), radix: text.hasPrefix("0x") ? 16 : 8) != nil
                && !text.dropFirst(2).hasPrefix("+")
        }
        return isDecimal(unsigned(text))
    }

    /// `nil` where it does not fit; the text must be one for which ``isInteger(_:)`` holds.
    static func integer<Value: FixedWidthInteger>(_ text: String, as: Value.Type) -> Value? {
        if text.hasPrefix("0x") { return Value(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return Value(text.dropFirst(2), radix: 8) }
        return Value(text, radix: 10)
    }

    /// Finite decimal numbers, whole or not; `.inf` and `.nan` are no values for anything here.
    static func real(_ text: String) -> Double? {
        let parts = unsigned(text).split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard mantissa.contains(where: { !$0.isEmpty }), mantissa.allSatisfy({ $0.isEmpty || isDecimal($0) }) else {
            return nil
        }
        if parts.count == 2, !isDecimal(unsigned(parts[1])) { return nil }
        // Swift wants a digit on either side of the point.
        let digits = mantissa.map { $0.isEmpty ? "0" : String($0) }.joined(separator: ".")
        let exponent = parts.count == 2 ? "e" + parts[1] : ""
        guard let value = Double(digits + exponent), value.isFinite else { return nil }
        return text.hasPrefix("-") ? -value : value
    }

    /// Whether a plain scalar reads as something other than a text.
    static func isNotText(_ text: String) -> Bool {
        ["", "~", "null", "Null", "NULL"].contains(text) || truth(text) != nil || isInteger(text) || real(text) != nil
    }

    /// What a node is, in words for whoever wrote it.
    static func kind(of node: ConfigNode) -> String {
        switch node.content {
        case .list: "a list"
        case .mapping: "a section"
        case .refused: "not readable"
        case .scalar(let text, isPlain: false): "the text \(quoted(text))"
        case .scalar(let text, isPlain: true):
            if node.isNull {
                "empty"
            } else if truth(text) != nil {
                "the truth value \(text)"
            } else if isInteger(text) || real(text) != nil {
                "the number \(quoted(text))"
            } else {
                "the text \(quoted(text))"
            }
        }
    }

    /// An address in brackets without quotes is a list to YAML; say what to do about it.
    static func hint(_ node: ConfigNode) -> String {
        switch node.content {
        case .scalar(_, isPlain: true), .list, .mapping: node.isNull ? "" : " (in quotes)"
        default: ""
        }
    }

    private static func unsigned(_ text: some StringProtocol) -> Substring {
        let text = Substring(text)
        return text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text
    }

    private static func isDecimal(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
