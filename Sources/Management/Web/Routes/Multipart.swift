// SPDX-License-Identifier: Apache-2.0

/// `multipart/form-data` (RFC 7578) as browsers and curl send it: a form with files.
struct Multipart {
    struct Part {
        var name: String
        var octets: [UInt8]
    }

    /// A form of ours has fewer fields.
    static let mostParts = 32

    private(set) var parts: [Part] = []

    /// `nil` where the octets are not whole: the last boundary is missing, or a part has no name.
    /// - Parameter contentType: the request's, with its boundary.
    init?(_ octets: [UInt8], contentType: String) {
        guard let boundary = Self.boundary(in: contentType) else { return nil }
        let mark = Array("\r\n--".utf8) + Array(boundary.utf8)
        // What stands before the first boundary begins with a line's end too.
        let text = [0x0D, 0x0A] + octets
        guard var rest = Self.behind(mark, in: text[...]) else { return nil }
        while !rest.starts(with: [0x2D, 0x2D]) {
            guard parts.count < Self.mostParts, let end = Self.place(of: mark, in: rest) else { return nil }
            guard let part = Self.part(rest[..<end]) else { return nil }
            parts.append(part)
            rest = rest[(end + mark.count)...]
        }
    }

    /// Of fields that stand there twice the first.
    subscript(name: String) -> [UInt8]? { parts.first { $0.name == name }?.octets }

    func text(_ name: String) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

    /// All values of a field that stands there for each box that is ticked.
    func texts(_ name: String) -> [String] {
        parts.filter { $0.name == name }.map { String(decoding: $0.octets, as: UTF8.self) }
    }

    /// 1 to 70 characters (RFC 2046, 5.1.1).
    private static func boundary(in contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        let value = parameter("boundary", in: contentType)
        return value.flatMap { (1...70).contains($0.utf8.count) ? $0 : nil }
    }

    /// One part without the boundaries: the rest of the boundary's line, header fields, an empty line, the content.
    private static func part(_ octets: ArraySlice<UInt8>) -> Part? {
        let empty: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let end = place(of: empty, in: octets) else { return nil }
        let fields = String(decoding: octets[..<end], as: UTF8.self)
            .split(whereSeparator: \.isNewline).map(String.init)
        let disposition = fields.first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let name = disposition.flatMap({ parameter("name", in: $0) }) else { return nil }
        return Part(name: name, octets: Array(octets[(end + empty.count)...]))
    }

    /// `; name="…"` or `; name=…`.
    private static func parameter(_ name: String, in field: String) -> String? {
        for piece in field.split(separator: ";").dropFirst() {
            let pair = piece.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased() == name else { continue }
            return pair[1].trimmed { $0 == "\"" || $0 == " " }
        }
        return nil
    }

    // MARK: Octets

    private static func behind(_ mark: [UInt8], in octets: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        place(of: mark, in: octets).map { octets[($0 + mark.count)...] }
    }

    /// Where the mark stands first. Its first octet is rare in what is uploaded here, so most octets are looked at once.
    private static func place(of mark: [UInt8], in octets: ArraySlice<UInt8>) -> Int? {
        var from = octets.startIndex
        while let start = octets[from...].firstIndex(of: mark[0]) {
            guard octets.endIndex - start >= mark.count else { return nil }
            if octets[start..<start + mark.count].elementsEqual(mark) { return start }
            from = start + 1
        }
        return nil
    }
}

extension Substring {
    fileprivate func trimmed(_ isEdge: (Character) -> Bool) -> String {
        let rest = drop(while: isEdge)
        guard let last = rest.lastIndex(where: { !isEdge($0) }) else { return "" }
        return String(rest[...last])
    }
}
