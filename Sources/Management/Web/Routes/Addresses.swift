// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Which addresses there are, and how each can be asked.
struct Addresses: Sendable {
    private let known: [(parts: [Substring], method: HTTPRequest.Method)]

    init(_ routes: [Route]) { known = routes.map { ($0.path.split(separator: "/"), $0.method) } }

    /// As `Allow` has it (RFC 9110, 10.2.1); empty: there is nothing at the path.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let here = Set(known.filter { Self.matches($0.parts, parts) }.map(\.method))
        return Self.all.filter { here.contains($0) || ($0 == .head && here.contains(.get)) }
    }

    private static let all: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]

    private static func matches(_ pattern: [Substring], _ parts: [Substring]) -> Bool {
        pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
