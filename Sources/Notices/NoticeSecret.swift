// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A password or key. A file is read anew each time, so that it may be replaced at any time.
public enum NoticeSecret: Sendable, Hashable {
    /// Its first line.
    case file(String)
    case text(String)

    private static let longest = 4096

    func read() throws(NoticeFault) -> String {
        switch self {
        case .text(let text): text
        case .file(let path): try Self.firstLine(of: path)
        }
    }

    private static func firstLine(of path: String) throws(NoticeFault) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .misconfigured("the secret's file \(path) cannot be read")
        }
        let line = data.prefix(longest).prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty, !line.contains(0), let text = String(validating: line, as: UTF8.self) else {
            throw .misconfigured("the secret's file \(path) has no text in its first line")
        }
        return text
    }
}
