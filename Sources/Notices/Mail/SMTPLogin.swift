// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// What a server says it can do, in its answer to EHLO (RFC 5321, 4.1.1.1).
struct SMTPOffers: Sendable, Hashable {
    var hasTLS = false
    /// Upper case: "PLAIN"
    var logins: Set<String> = []

    /// - Parameter lines: the first is a greeting.
    init(lines: [String]) {
        for line in lines.dropFirst() {
            let words = line.uppercased().split(separator: " ").map(String.init)
            if words.first == "STARTTLS" { hasTLS = true }
            if words.first == "AUTH" { logins.formUnion(words.dropFirst()) }
        }
    }
}

/// A login in base64 (RFC 4616, and AUTH LOGIN as everybody has it).
extension SMTPEnvelope {
    var plainLogin: String { Self.base64("\0\(login?.user ?? "")\0\(login?.password ?? "")") }
    var loginName: String { Self.base64(login?.user ?? "") }
    var loginPassword: String { Self.base64(login?.password ?? "") }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
