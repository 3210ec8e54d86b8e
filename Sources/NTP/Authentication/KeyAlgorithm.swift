// SPDX-License-Identifier: Apache-2.0

/// How a symmetric key makes a message authentication code.
public enum KeyAlgorithm: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// A digest over the key and then the message (RFC 5905, 7.3).
    case md5, sha1, sha256, sha384, sha512
    /// AES-CMAC (RFC 8573; RFC 4493), with keys of 128 and 256 bits.
    case aes128, aes256

    /// Octets of the full digest.
    public var digestCount: Int {
        switch self {
        case .md5, .aes128, .aes256: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// Octets that a key must have; `nil`: any number.
    public var secretCount: Int? {
        switch self {
        case .aes128: 16
        case .aes256: 32
        default: nil
        }
    }

    /// Whether what it rests on is broken, so that it is only there for clients that know nothing better (RFC 8573, 1).
    public var isWeak: Bool { self == .md5 || self == .sha1 }

    /// As chrony's key file writes it.
    public var name: String {
        switch self {
        case .md5: "MD5"
        case .sha1: "SHA1"
        case .sha256: "SHA256"
        case .sha384: "SHA384"
        case .sha512: "SHA512"
        case .aes128: "AES128"
        case .aes256: "AES256"
        }
    }

    /// From a name as chrony, ntpd or ntpsec write it; letter case and hyphens do not matter.
    init?(named name: some Sequence<UInt8>) {
        let plain = String(decoding: name.lazy.filter { $0 != 0x2D }, as: UTF8.self).uppercased()
        switch plain {
        case "M", "MD5": self = .md5
        case "SHA", "SHA1": self = .sha1
        case "SHA256": self = .sha256
        case "SHA384": self = .sha384
        case "SHA512": self = .sha512
        case "AES", "AES128", "AES128CMAC": self = .aes128
        case "AES256", "AES256CMAC": self = .aes256
        default: return nil
        }
    }
}
