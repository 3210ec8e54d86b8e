// SPDX-License-Identifier: Apache-2.0

/// A u-blox protocol version, such as 27.11: what a receiver can be told, and how.
public struct ProtocolVersion: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var major: Int
    public var minor: Int

    public init(_ major: Int, _ minor: Int = 0) {
        (self.major, self.minor) = (major, minor)
    }

    /// From "27.11"; `nil` for what is no version.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        guard (0...999).contains(major), (0...999).contains(minor) else { return nil }
        self.init(major, minor)
    }

    public static func < (a: Self, b: Self) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    public var text: String { "\(major).\(minor < 10 ? "0" : "")\(minor)" }
}
