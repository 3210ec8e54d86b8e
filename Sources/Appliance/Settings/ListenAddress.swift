// SPDX-License-Identifier: Apache-2.0

public import Board

/// Where services listen: `10.0.0.1:123`, `[::]:123`.
extension IPEndpoint {
    public static func loopback(port: UInt16) -> Self { Self(.loopbackV4, port: port) }
    public static func anyIPv4(port: UInt16) -> Self { Self(.anyV4, port: port) }
    public static func anyIPv6(port: UInt16) -> Self { Self(.anyV6, port: port) }

    /// Throws what is wrong, in words for whoever wrote it. A service needs a port, so 0 is refused.
    init(parsing text: String) throws(SettingRefusal) {
        guard let colon = text.lastIndex(of: ":") else {
            throw SettingRefusal("\(quoted(text)) has no port; write ADDRESS:PORT, such as 10.0.0.1:123 or [::]:123")
        }
        if let endpoint = IPEndpoint(text), endpoint.port > 0 {
            self = endpoint
            return
        }
        if let address = IPAddress(text), !address.isV4 {
            throw SettingRefusal("\(quoted(text)) has no port, or no brackets; write [ADDRESS]:PORT, such as [::]:123")
        }
        let (host, port) = (text[..<colon], text[text.index(after: colon)...])
        guard let number = UInt16(port), number > 0 else {
            throw SettingRefusal("\(quoted(port)) is not a port; it must be 1 to 65535")
        }
        throw Self.refusal(ofHost: host, port: number)
    }

    private static func refusal(ofHost host: Substring, port: UInt16) -> SettingRefusal {
        if let address = IPAddress(String(host)), !address.isV4 {
            return SettingRefusal("an IPv6 address is written in brackets: [\(address)]:\(port)")
        }
        return SettingRefusal(
            "\(quoted(host)) is not an IPv4 address, nor an IPv6 address in brackets; names are not looked up")
    }
}
