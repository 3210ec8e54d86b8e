// SPDX-License-Identifier: Apache-2.0

/// Reads import declarations as the compiler would, one line at a time.
enum ImportLine {
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor", "macro",
    ]
    private static let access: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]

    /// The modules that a line imports: usually none or one. Conditional compilation does not hide an import.
    static func modules(in line: some StringProtocol) -> [String] {
        line.split(separator: ";").compactMap { statement in
            var words = statement.split(whereSeparator: \.isWhitespace).map { Substring($0) }[...]
            while let first = words.first, first.hasPrefix("@") || access.contains(first) { words.removeFirst() }
            guard words.popFirst() == "import", var name = words.popFirst() else { return nil }
            if kinds.contains(name), let module = words.popFirst() { name = module }
            return name.split(separator: ".").first.map { String($0.filter { $0 != "`" }) }
        }
    }

    /// A line without its comment; text within string literals is not told apart, which only makes tests stricter.
    static func code(of line: Substring) -> Substring {
        guard let slashes = line.range(of: "//") else { return line }
        return line[..<slashes.lowerBound]
    }
}

extension Substring {
    fileprivate func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}

/// Reads which targets a target depends on, from the manifest's text.
enum Manifest {
    static func dependencies(of target: String, in manifest: String) -> Set<String>? {
        let compact = manifest.filter { !$0.isWhitespace }
        for opening in ["floor(\"\(target)\"", ".executableTarget(name:\"\(target)\"", ".target(name:\"\(target)\""] {
            guard let start = end(of: opening, in: compact) else { continue }
            return names(in: balanced(compact[start...]))
        }
        return nil
    }

    private static func end(of needle: String, in text: String) -> String.Index? {
        var rest = text[...]
        while !rest.isEmpty {
            if rest.hasPrefix(needle) { return rest.index(rest.startIndex, offsetBy: needle.count) }
            rest.removeFirst()
        }
        return nil
    }

    /// Up to the parenthesis that closes what the text begins in.
    private static func balanced(_ text: Substring) -> Substring {
        var depth = 1
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0 { return text[..<index] }
        }
        return text
    }

    /// All string literals: targets, products, and the packages they come from.
    private static func names(in arguments: Substring) -> Set<String> {
        let pieces = arguments.split(separator: "\"", omittingEmptySubsequences: false)
        return Set(pieces.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) })
    }
}
