// SPDX-License-Identifier: Apache-2.0

/// A character field of fixed width, as MON-VER has them: bytes up to the first zero are its text.
public struct FixedText<let width: Int>: BitwiseCopyable, Sendable {
    private var bytes = InlineArray<width, UInt8>(repeating: 0)

    public init() {}

    /// Takes as much of the text's UTF-8 as fits.
    public init(_ text: String) {
        for (index, byte) in text.utf8.prefix(width).enumerated() { bytes[index] = byte }
    }

    /// The `width` bytes from `offset` on; zeros beyond the end.
    init(_ payload: Span<UInt8>, at offset: Int) {
        for index in 0..<width { bytes[index] = payload.field(offset + index) }
    }

    /// Its text; what is not UTF-8 is replaced. Allocates.
    public var text: String {
        String(decoding: (0..<width).lazy.map { bytes[$0] }.prefix { $0 != 0 }, as: UTF8.self)
    }

    func append(to payload: inout [UInt8]) {
        for index in 0..<width { payload.append(bytes[index]) }
    }
}

extension FixedText: Hashable {
    public static func == (a: Self, b: Self) -> Bool {
        (0..<width).allSatisfy { a.bytes[$0] == b.bytes[$0] }
    }

    public func hash(into hasher: inout Hasher) {
        for index in 0..<width { hasher.combine(bytes[index]) }
    }
}
