// SPDX-License-Identifier: Apache-2.0

/// A text as messages carry it (IEEE 1588-2019, 5.3.9): its octets counted by one octet, UTF-8 by rule. What is not UTF-8
/// is kept as it came and shown with replacement characters.
public struct PTPText: Hashable, Sendable {
    public private(set) var octets: [UInt8]

    /// What does not fit into 255 octets is cut off, between two characters.
    public init(_ text: String) {
        var whole = text
        while whole.utf8.count > 255 { whole.removeLast() }
        octets = Array(whole.utf8)
    }

    /// From its count at `offset`; `nil` where it would end beyond `end`.
    init?(_ bytes: Span<UInt8>, at offset: Int, end: Int) {
        guard offset < end, offset + 1 + Int(bytes[offset]) <= end else { return nil }
        octets = (0..<Int(bytes[offset])).map { bytes[offset + 1 + $0] }
    }

    /// Octets on the wire, the count itself included.
    var count: Int { octets.count + 1 }

    /// Returns where it ends.
    func write(into buffer: inout MutableSpan<UInt8>, at offset: Int) -> Int {
        buffer[offset] = UInt8(truncatingIfNeeded: octets.count)
        for (index, octet) in octets.enumerated() { buffer[offset + 1 + index] = octet }
        return offset + count
    }
}

extension PTPText: CustomStringConvertible {
    public var description: String { String(decoding: octets, as: UTF8.self) }
}
