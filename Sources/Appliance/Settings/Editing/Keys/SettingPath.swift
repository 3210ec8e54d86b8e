// SPDX-License-Identifier: Apache-2.0

/// Where a setting stands: `ntp.listen`, `ptp.ports[0].profile`.
public struct SettingPath: Hashable, Sendable, CustomStringConvertible {
    enum Step: Hashable, Sendable {
        case key(String)
        /// From 0; one past the last is a new one.
        case item(Int)
    }

    private(set) var steps: [Step] = []
    /// No list of a configuration is longer.
    private static let mostItems = 10_000

    /// Words of letters, digits, `-` and `_`, joined by points, and numbers in brackets.
    public init(parsing text: some StringProtocol) throws(SettingEditRefusal) {
        for part in String(text).split(separator: ".", omittingEmptySubsequences: false) {
            var pieces = part.split(separator: "[", omittingEmptySubsequences: false)[...]
            guard let word = pieces.popFirst(), Self.isWord(word) else { throw .key(String(text)) }
            steps.append(.key(String(word)))
            for piece in pieces {
                let isNumber = piece.dropLast().utf8.allSatisfy { (0x30...0x39).contains($0) }
                guard piece.last == "]", piece.utf8.count <= 6, isNumber, let index = Int(piece.dropLast()),
                    (0..<Self.mostItems).contains(index)
                else { throw .key(String(text)) }
                steps.append(.item(index))
            }
        }
    }

    init(_ steps: [Step]) { self.steps = steps }

    public var description: String { Self.text(of: steps[...]) }

    static func text(of steps: ArraySlice<Step>) -> String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += text.isEmpty ? key : "." + key
            case .item(let index): text += "[\(index)]"
            }
        }
    }

    /// Whether a key is this one, stands within it, or is a section around it.
    func touches(_ key: String) -> Bool {
        let own = description
        return key == own || Self.isWithin(key, own) || Self.isWithin(own, key)
    }

    /// Whether a key is this one or stands within it.
    func holds(_ key: String) -> Bool { key == description || Self.isWithin(key, description) }

    private static func isWithin(_ key: String, _ outer: String) -> Bool {
        key.hasPrefix(outer + ".") || key.hasPrefix(outer + "[")
    }

    private static func isWord(_ word: Substring) -> Bool {
        (1...80).contains(word.utf8.count)
            && word.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}
