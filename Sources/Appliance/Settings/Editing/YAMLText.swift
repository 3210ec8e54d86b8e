// SPDX-License-Identifier: Apache-2.0

/// Values as YAML has them in one line.
enum YAMLText {
    /// A scalar, or a list of scalars in brackets; `nil` for anything else.
    static func inOneLine(_ value: Any) -> String? {
        if let text = scalar(value) { return text }
        guard Mirror(reflecting: value).displayStyle == .collection else { return nil }
        let items = Mirror(reflecting: value).children.map { scalar($0.value) }
        return items.contains(nil) ? nil : "[" + items.compactMap(\.self).joined(separator: ", ") + "]"
    }

    private static func scalar(_ value: Any) -> String? {
        switch value {
        case let text as String: quotedIfNeeded(text)
        case let truth as Bool: "\(truth)"
        case let number as any BinaryInteger: "\(number)"
        case let number as Double: real(number)
        case let word as any RawRepresentable: (word.rawValue as? String).map(quotedIfNeeded)
        case let told as any CustomStringConvertible where isOfOurs(value): quotedIfNeeded(told.description)
        default: nil
        }
    }

    /// Lists, dictionaries and optionals describe themselves too.
    private static func isOfOurs(_ value: Any) -> Bool {
        switch Mirror(reflecting: value).displayStyle {
        case .struct, .enum, .class, nil: true
        default: false
        }
    }

    /// Without a fraction where there is none, as people write it.
    private static func real(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }

    /// Without quotes where it reads as the same text in a list too.
    static func quotedIfNeeded(_ text: String) -> String {
        let isPlain =
            text.utf8.allSatisfy(isHarmless) && !text.hasPrefix("-") && !text.hasPrefix("@")
            && !text.hasPrefix("%") && !text.hasSuffix(":") && !text.hasPrefix(":")
        if isPlain, !CoreSchema.isNotText(text) { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func isHarmless(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-_./:@%+=".utf8.contains(octet)
        }
    }
}
