// SPDX-License-Identifier: Apache-2.0

/// Who is answered: the longest prefix that matches decides, and where an allowed and a denied one are equal, the
/// denial. Fixed storage, looked through from the longest; asking it allocates nothing.
public struct AccessPolicy: Sendable, BitwiseCopyable {
    public static let capacity = 64

    private struct Rule: BitwiseCopyable {
        var prefix: AddressBlock
        var isAllowed: Bool
    }

    private var rules: InlineArray<64, Rule>
    private var count = 0
    /// What holds for an address that no prefix matches.
    private var isAllowedOtherwise: Bool

    public static let everyone = AccessPolicy()

    private init() {
        rules = InlineArray(repeating: Rule(prefix: .everything, isAllowed: true))
        isAllowedOtherwise = true
    }

    /// Where anything is allowed by name, all else is denied; otherwise all else is allowed. `nil` where there are
    /// more than ``capacity`` prefixes together.
    public init?(allow: [AddressBlock], deny: [AddressBlock]) {
        guard allow.count + deny.count <= Self.capacity else { return nil }
        self.init()
        isAllowedOtherwise = allow.isEmpty
        let all = deny.map { Rule(prefix: $0, isAllowed: false) } + allow.map { Rule(prefix: $0, isAllowed: true) }
        // A stable order: of equal prefixes, denials stay in front.
        for length in stride(from: UInt8(128), through: 0, by: -1) {
            for rule in all where rule.prefix.length == length {
                rules[count] = rule
                count += 1
            }
        }
    }

    public func allows(_ address: UInt128) -> Bool {
        for index in 0..<count where rules[index].prefix.contains(address) { return rules[index].isAllowed }
        return isAllowedOtherwise
    }
}
