// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Base64 without padding (RFC 4648), in the alphabet of section 4 for records and of section 5 for cookies.
enum Base64 {
    static func text(_ octets: [UInt8]) -> String {
        String(Data(octets).base64EncodedString().prefix { $0 != "=" })
    }

    static func urlText(_ octets: [UInt8]) -> String {
        String(text(octets).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    /// `nil` for padding, other characters, and anything that ``text(_:)`` would write otherwise.
    static func octets(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding), self.text(Array(data)) == text else { return nil }
        return Array(data)
    }
}
