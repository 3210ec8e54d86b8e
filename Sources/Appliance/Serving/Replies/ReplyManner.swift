// SPDX-License-Identifier: Apache-2.0

public import NTP

/// How a client was answered: what its request proved, and in which mode.
public struct ReplyManner: Hashable, Sendable, BitwiseCopyable {
    /// 0: nothing; 1...7: by a key, its algorithm's raw value and one; 8: by Network Time Security.
    private let proof: UInt8
    public let isInterleaved: Bool

    private init(proof: UInt8, isInterleaved: Bool) {
        (self.proof, self.isInterleaved) = (proof, isInterleaved)
    }

    public static let plain = ReplyManner(proof: 0, isInterleaved: false)

    public init(key algorithm: KeyAlgorithm?, isInterleaved: Bool) {
        self.init(proof: algorithm.map { $0.rawValue + 1 } ?? 0, isInterleaved: isInterleaved)
    }

    /// By Network Time Security.
    public static func nts(isInterleaved: Bool) -> ReplyManner { ReplyManner(proof: 8, isInterleaved: isInterleaved) }

    /// "none", "SHA256", "NTS"
    public var proofName: String {
        switch proof {
        case 0: "none"
        case 8: "NTS"
        default: KeyAlgorithm(rawValue: proof - 1)?.name ?? "none"
        }
    }

    /// In five bits.
    var code: UInt8 { proof | (isInterleaved ? 0x10 : 0) }
    init(code: UInt8) { self.init(proof: code & 0x0F, isInterleaved: code & 0x10 != 0) }
}
