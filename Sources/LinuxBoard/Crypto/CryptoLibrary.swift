// SPDX-License-Identifier: Apache-2.0

import CLibcrypto
import Glibc

/// OpenSSL's libraries, opened when they are first asked for.
public enum CryptoLibrary {
    /// Why there are no message authentication codes and no NTS, as a sentence; `nil` where they can be had.
    public static var impediment: String? {
        clibcrypto_available() == 0
            ? nil : "The library libcrypto.so.3 is not installed: there is no authentication of packets."
    }

    /// Why there is no TLS, as a sentence; `nil` where it can be had.
    public static var impedimentOfTLS: String? {
        impediment
            ?? (clibcrypto_tls_available() == 0
                ? nil : "The library libssl.so.3 is not installed: there is no key establishment for NTS.")
    }

    /// "OpenSSL 3.0.19 27 Jan 2026"; empty where there is none.
    public static var version: String { unsafe String(cString: clibcrypto_version()) }

    /// Random octets that nobody can foretell; `nil` where the library cannot give them.
    public static func random(_ count: Int) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: count)
        let result = unsafe octets.withUnsafeMutableBufferPointer {
            guard let base = $0.baseAddress else { return Int32(0) }
            return unsafe clibcrypto_random(base, $0.count)
        }
        return result == 0 ? octets : nil
    }
}
