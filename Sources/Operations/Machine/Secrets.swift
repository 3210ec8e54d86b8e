// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import FoundationEssentials

/// What no bundle may have in it.
enum Secrets {
    /// What a file of secrets may be long; a longer one is none.
    private static let longestFile = 1 << 20

    static func all(of means: CommandMeans) -> [String] {
        let settings = [means.started, means.store.settings]
        let files = Set(settings.flatMap(\.secretFiles)).flatMap(content)
        return settings.flatMap(\.secrets) + files + [means.book?.setupToken].compactMap(\.self)
    }

    /// A secret's file has it in one line. Of a longer text each long word is one: the lines of a key, and what proves
    /// passwords and tokens.
    private static func content(of path: String) -> [String] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= longestFile else { return [] }
        let text = String(decoding: data, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        let words = text.split { $0.isWhitespace || "\",".contains($0) }.filter { $0.utf8.count >= 16 }
        return (lines.count == 1 ? lines.map(String.init) : []) + words.filter { !isOpen($0) }.map(String.init)
    }

    /// "-----BEGIN" and what frames it are in every key.
    private static func isOpen(_ word: Substring) -> Bool { word.hasPrefix("-----") }
}
