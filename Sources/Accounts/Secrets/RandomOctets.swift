// SPDX-License-Identifier: Apache-2.0

/// Where secrets come from: a count in, as many random octets out. Tests put in their own.
public struct RandomOctets: Sendable {
    private let source: @Sendable (Int) -> [UInt8]

    public init(_ source: @escaping @Sendable (Int) -> [UInt8]) { self.source = source }

    /// The system's cryptographic generator.
    public static let system = RandomOctets { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in .random(in: 0 ... .max, using: &generator) }
    }

    func callAsFunction(_ count: Int) -> [UInt8] { source(count) }
}
