// SPDX-License-Identifier: Apache-2.0

import Board

extension HostPort {
    /// `HOST`, `HOST:PORT`, `ADDRESS`, `[ADDRESS]`, `[ADDRESS]:PORT`. Throws what is wrong, in words for whoever wrote it.
    init(parsing text: String, port standard: UInt16) throws(SettingRefusal) {
        if IPAddress(text) != nil || text.hasSuffix("]") {
            self.init(host: IPAddress(text) == nil ? try Self.host(text) : text, port: standard)
            return
        }
        let colon = text.lastIndex(of: ":") ?? text.endIndex
        let port = colon == text.endIndex ? standard : try Self.port(text[text.index(after: colon)...])
        self.init(host: try Self.host(String(text[..<colon])), port: port)
    }

    private static func port(_ text: Substring) throws(SettingRefusal) -> UInt16 {
        guard let port = UInt16(text), port > 0 else {
            throw SettingRefusal("\(quoted(text)) is not a port; it must be 1 to 65535")
        }
        return port
    }

    /// An address in brackets, an IPv4 address, or a name.
    static func host(_ text: String) throws(SettingRefusal) -> String {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let inside = String(text.dropFirst().dropLast())
            if let address = IPAddress(inside), !address.isV4 { return inside }
        } else if isName(text) {
            return text
        }
        throw SettingRefusal("\(quoted(text)) is not the name or the address of a server; IPv6 is written in brackets")
    }

    /// RFC 1123 (2.1): labels of 1 to 63 letters, digits and hyphens, 253 in all. What ends in a number must be an IPv4
    /// address, as nobody can tell it from one.
    private static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy(isLabel) else { return false }
        let endsInNumber = labels.last?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? true
        return !endsInNumber || IPAddress(text) != nil
    }

    private static func isLabel(_ text: Substring) -> Bool {
        let isPlain = text.utf8.allSatisfy { octet in
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        return isPlain && (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
    }
}
