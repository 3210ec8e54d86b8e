// SPDX-License-Identifier: Apache-2.0

import PTP

extension ValueKind where Value == String? {
    /// The name of a network interface (at most 15 octets: IFNAMSIZ; netdevice(7)).
    static var interface: Self {
        Self("the name of a network interface, such as eth0") { (node) throws(SettingRefusal) in
            let name = try ValueKind<String>.text.read(node)
            let isName = (1...15).contains(name.utf8.count) && name != "." && name != ".."
            guard isName, !name.contains(where: { $0 == "/" || $0 == ":" || $0.isWhitespace }) else {
                throw SettingRefusal("\(quoted(name)) must be the name of a network interface, such as eth0")
            }
            return name
        }
    }
}

extension ValueKind where Value == String {
    /// At most so many octets of UTF-8.
    static func text(longest: Int) -> Self {
        Self("a text of at most \(longest) octets") { (node) throws(SettingRefusal) in
            let text = try Self.text.read(node)
            guard text.utf8.count <= longest else { throw SettingRefusal("is longer than \(longest) octets") }
            return text
        }
    }
}

extension ValueKind where Value == Bool {
    /// `auto` is `true` where that means: if it can be had.
    static var truthOrAutomatic: Self {
        Self(SettingShape("auto, or false", "auto", "true", "false")) { (node) throws(SettingRefusal) in
            if case .scalar("auto", _) = node.content { return true }
            guard case .scalar(let text, isPlain: true) = node.content, let value = CoreSchema.truth(text) else {
                throw SettingRefusal("must be auto or false, but is \(CoreSchema.kind(of: node))")
            }
            return value
        }
    }
}

extension ValueKind where Value == UInt8 {
    /// By its number, a hexadecimal digit, or its name.
    static var multicastScope: Self {
        Self(SettingShape(what: "1 to 14, or a name", words: scopes.sorted { $0.value < $1.value }.map(\.key))) {
            (node) throws(SettingRefusal) in
            guard case .scalar(let text, _) = node.content else {
                throw SettingRefusal("must be a scope, but is \(CoreSchema.kind(of: node))")
            }
            let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
            let digit =
                text.utf8.count > 1 && digits.utf8.count == text.utf8.count ? UInt8(text) : UInt8(digits, radix: 16)
            if let value = scopes[text] ?? digit, (1...14).contains(value) { return value }
            let names = scopes.sorted { $0.value < $1.value }.map(\.key).joined(separator: ", ")
            throw SettingRefusal("\(quoted(text)) must be 1 to 14 (0xE), or one of \(names)")
        }
    }

    /// RFC 7346, 2.
    private static var scopes: [String: UInt8] {
        [
            "interface-local": 1, "link-local": 2, "realm-local": 3, "admin-local": 4, "site-local": 5,
            "organization-local": 8, "global": 14,
        ]
    }
}

extension ValueKind where Value == ClockIdentity? {
    /// 16 hexadecimal digits, in octets or as linuxptp writes them.
    static var clockIdentity: Self {
        Self("an EUI-64, such as 00:1b:21:ff:fe:a1:b2:c3, or null") { (node) throws(SettingRefusal) in
            if node.isNull { return nil }
            let text = try ValueKind<String>.text.read(node)
            let digits = text.filter { !":.-".contains($0) }
            let isHex = digits.utf8.count == 16 && digits.allSatisfy(\.isHexDigit)
            guard isHex, let raw = UInt64(digits, radix: 16), raw != 0, raw != .max else {
                throw SettingRefusal("\(quoted(text)) must be an EUI-64, such as 00:1b:21:ff:fe:a1:b2:c3")
            }
            return ClockIdentity(raw: raw)
        }
    }
}
