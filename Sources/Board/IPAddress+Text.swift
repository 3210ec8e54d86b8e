// SPDX-License-Identifier: Apache-2.0

extension IPAddress: LosslessStringConvertible {
    /// Reads "10.0.0.1", "::1", "fe80::1", "::ffff:10.0.0.1"; `nil` for anything else. Names are not looked up, and
    /// octal or short IPv4 forms are refused (RFC 4291, 2.2; RFC 6943, 3.1.1).
    public init?(_ text: String) {
        if let v4 = Self.parseV4(text[...]) {
            self.init(v4: v4)
        } else if let number = Self.parseV6(text[...]) {
            self.init(number: number)
        } else {
            return nil
        }
    }

    /// As RFC 5952 recommends: lower case, the longest run of zero groups as "::".
    public var description: String {
        if let v4 {
            return "\(v4 >> 24).\(v4 >> 16 & 255).\(v4 >> 8 & 255).\(v4 & 255)"
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: number >> (112 - 16 * $0)) }
        let text = { (range: Range<Int>) in groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
        guard let run = Self.longestZeroRun(groups) else { return text(0..<8) }
        return text(0..<run.lowerBound) + "::" + text(run.upperBound..<8)
    }

    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 { start = index + 1 }
            if index + 1 - start >= 2, index + 1 - start > best?.count ?? 0 { best = start..<index + 1 }
        }
        return best
    }

    private static func parseV4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard let octet = UInt8(part), String(octet) == part else { return nil }
            number = number << 8 | UInt32(octet)
        }
        return number
    }

    private static func parseV6(_ text: Substring) -> UInt128? {
        guard let gap = text.firstRange(of: "::") else {
            return groups(text, endInV4: true).flatMap { $0.count == 8 ? join($0) : nil }
        }
        let rest = text[gap.upperBound...]
        guard !rest.contains("::"), let head = groups(text[..<gap.lowerBound], endInV4: false),
            let tail = groups(rest, endInV4: true), head.count + tail.count < 8
        else { return nil }
        return join(head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// The 16-bit groups of a stretch without "::"; at the address's end an IPv4 address may stand for two of them.
    private static func groups(_ text: Substring, endInV4: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if endInV4, index == parts.count - 1, let v4 = parseV4(part) {
                groups += [UInt16(v4 >> 16), UInt16(v4 & 0xFFFF)]
            } else if let group = group(part) {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func group(_ text: Substring) -> UInt16? {
        guard (1...4).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "+") else { return nil }
        return UInt16(text, radix: 16)
    }

    private static func join(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }
}

extension IPEndpoint: LosslessStringConvertible {
    /// Reads "10.0.0.1:123" and "[::]:123" (RFC 3986, 3.2.2); `nil` for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let (host, digits) = (text[..<colon], text[text.index(after: colon)...])
        guard let port = UInt16(digits), digits.utf8.first != UInt8(ascii: "+") else { return nil }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.count > 2
        guard let address = IPAddress(String(isBracketed ? host.dropFirst().dropLast() : host)) else { return nil }
        // A colon inside the host means IPv6, and that needs brackets; nothing else takes them.
        guard host.contains(":") == isBracketed else { return nil }
        self.init(address, port: port)
    }

    public var description: String { address.isV4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
