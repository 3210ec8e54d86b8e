// SPDX-License-Identifier: Apache-2.0

import Yams

/// Bytes → tree, with the place of every key and value.
///
/// Yams gives up at the first doubled key and tells only where the *first* of the two stands. So that key is renamed
/// in place, to a character of the private use area, and the text is read again, until none is doubled; then every
/// later one has its exact place in the tree.
struct DocumentParser {
    /// Where keys were renamed, and what they were called.
    private(set) var renamed: [TextPosition: String] = [:]
    private var lines: [[Unicode.Scalar]]
    private static let mostRenamed = 50

    /// `nil` for a text without a value. Adds what is wrong to `faults`; what could be read is returned all the same.
    static func parse(_ text: String, faults: inout FaultCollector) -> ConfigNode? {
        var parser = DocumentParser(text)
        return parser.read(text, faults: &faults)
    }

    private init(_ text: String) {
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    private mutating func read(_ original: String, faults: inout FaultCollector) -> ConfigNode? {
        var text = original
        while true {
            do {
                // The parser must outlive the tree's reading: it alone keeps the anchors.
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                guard let root = try parser.singleRoot() else { return nil }
                return withExtendedLifetime(parser) {
                    TreeBuilder.build(root, renamed: renamed, faults: &faults)
                }
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let position = TextPosition(line: context.mark.line, column: context.mark.column)
                guard let key = keys.first, rename(key, at: position) else {
                    faults.add("this key stands here more than once", at: position, key: keys.first ?? "")
                    return nil
                }
                text = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
            } catch {
                let fault = YAMLFault(error)
                faults.add(fault.reason, at: fault.position)
                return nil
            }
        }
    }

    /// False where the key is not written as it reads (escapes, tags, an anchor): then the fault itself must do.
    private mutating func rename(_ key: String, at position: TextPosition) -> Bool {
        guard renamed.count < Self.mostRenamed, let first = key.unicodeScalars.first else { return false }
        guard lines.indices.contains(position.line - 1) else { return false }
        var line = lines[position.line - 1]
        var index = position.column - 1
        if line.indices.contains(index), line[index] == "\"" || line[index] == "'" { index += 1 }
        guard line.indices.contains(index), line[index] == first, renamed[position] == nil else { return false }
        line[index] = Unicode.Scalar(UInt16(0xE000 + renamed.count)) ?? first
        lines[position.line - 1] = line
        renamed[position] = key
        return true
    }
}
