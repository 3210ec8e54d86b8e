// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Where a webhook posts to.
struct WebAddress: Sendable, Hashable {
    let server: NoticeServer
    let isSecure: Bool
    /// As the request has it: path and query.
    let target: String
    /// As the field Host has it.
    let authority: String

    /// - Returns: `nil`: that is no URL of http or https, or it holds a user, a password or a fragment.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let url = URLComponents(string: text),
            url.scheme == "http" || url.scheme == "https", url.user == nil, url.password == nil, url.fragment == nil,
            let host = url.encodedHost, !host.isEmpty, (1...65_535).contains(url.port ?? 1)
        else { return nil }
        isSecure = url.scheme == "https"
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        server = NoticeServer(host: bare, port: url.port ?? (isSecure ? 443 : 80))
        authority = url.port.map { "\(host):\($0)" } ?? host
        let path = url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath
        target = path + (url.percentEncodedQuery.map { "?\($0)" } ?? "")
    }
}
