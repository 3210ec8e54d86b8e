// SPDX-License-Identifier: Apache-2.0

import Board

/// What stands in an alarm's channel.
extension ValueKind where Value == String? {
    /// The name or the address of a server, without a port.
    static var host: Self {
        Self("the name or the address of a server") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            return IPAddress(text) != nil ? text : try HostPort.host(text)
        }
    }

    /// One mailbox, without a name and without what would begin a new line or another recipient (RFC 5321, 4.1.2).
    static var mailAddress: Self {
        Self(ValueKind<String>.mailbox.shape) { (node) throws(SettingRefusal) in
            try ValueKind<String>.mailbox.read(node)
        }
    }

    /// `http://HOST...` or `https://HOST...`
    static var webAddress: Self {
        Self("a URL such as https://example.org/alarms") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
            guard isWeb, text.utf8.count <= 2000, isPrintable(text), !text.contains("#") else {
                throw SettingRefusal("\(quoted(text)) must be the URL to post to, such as https://example.org/alarms")
            }
            let authority = text.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" }
            guard !authority.contains("@") else {
                throw SettingRefusal("a URL may hold no user or password; sign messages by a secretFile")
            }
            _ = try HostPort(parsing: String(authority), port: 443)
            return text
        }
    }

    /// Text of 1 to 254 octets.
    static var userName: Self {
        Self("a name") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            guard !text.isEmpty, text.utf8.count <= 254 else {
                throw SettingRefusal("must be a name, but is empty or long")
            }
            return text
        }
    }
}

extension ValueKind where Value == HostPort? {
    /// A server, with the port that it has unless one is written.
    static func optionalServer(port: UInt16) -> Self {
        Self("a server, such as 10.0.0.1:\(port)") { (node) throws(SettingRefusal) in
            try HostPort(parsing: ValueKind<String>.text.read(node), port: port)
        }
    }
}

extension ValueKind where Value == String {
    static var mailbox: Self {
        Self("a mail address such as ops@example.org") { (node) throws(SettingRefusal) in
            let text = try Self.text.read(node)
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            let isMailbox = parts.count == 2 && !(parts.first ?? "").isEmpty && isPrintable(text)
            guard isMailbox, text.utf8.count <= 254, !text.contains(where: { "<>,;:\"()[]\\".contains($0) }),
                (try? HostPort.host(String(parts.last ?? ""))) != nil
            else { throw SettingRefusal("\(quoted(text)) is not a mail address such as ops@example.org") }
            return text
        }
    }

    /// One of some names.
    static func name(among names: [String], of what: String) -> Self {
        Self(SettingShape(what: "the name of a \(what)", words: names)) { (node) throws(SettingRefusal) in
            let text = try Self.text.read(node)
            if names.contains(text) { return text }
            guard !names.isEmpty else { throw SettingRefusal("there is no \(what) \(quoted(text)), nor any other") }
            let advice =
                NearMiss.best(for: text, among: names).map { "did you mean '\($0)'?" }
                ?? "there are \(names.joined(separator: ", "))"
            throw SettingRefusal("there is no \(what) \(quoted(text)); \(advice)")
        }
    }
}

/// Whether there is neither space nor control character nor anything beyond US-ASCII.
private func isPrintable(_ text: String) -> Bool { text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
