// SPDX-License-Identifier: Apache-2.0

import CLibcrypto
import NTP

/// One of libcrypto's digests, over a key and then a message (RFC 5905, 7.3). Made once; then nothing is allocated.
@safe final class Digest {
    private let digest: OpaquePointer

    /// `nil` where the library does not have it.
    init?(_ algorithm: KeyAlgorithm) {
        guard let name = Self.name(of: algorithm) else { return nil }
        let made = unsafe name.withCString { unsafe clibcrypto_digest_new($0) }
        guard let made = unsafe made else { return nil }
        unsafe digest = made
    }

    deinit { unsafe clibcrypto_digest_free(digest) }

    /// - Parameter made: holds 64 octets.
    /// - Returns: how many the digest has; 0 where the library fails.
    func make(key: Span<UInt8>, message: Span<UInt8>, count: Int, into made: inout MutableSpan<UInt8>) -> Int {
        precondition(count <= message.count && made.count >= 64)
        let result = unsafe key.withUnsafeBufferPointer { key in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe made.withUnsafeMutableBufferPointer { made in
                    guard let into = made.baseAddress else { return Int32(0) }
                    return unsafe clibcrypto_digest_make(
                        digest, key.baseAddress, key.count, message.baseAddress, count, into)
                }
            }
        }
        return max(0, Int(result))
    }

    /// As OpenSSL calls it.
    private static func name(of algorithm: KeyAlgorithm) -> String? {
        switch algorithm {
        case .md5: "MD5"
        case .sha1: "SHA1"
        case .sha256: "SHA2-256"
        case .sha384: "SHA2-384"
        case .sha512: "SHA2-512"
        case .aes128, .aes256: nil
        }
    }
}
