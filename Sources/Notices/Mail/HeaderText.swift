// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Text in a header of a mail, where only ASCII may stand (RFC 2047).
enum HeaderText {
    /// A line with an encoded word has 76 characters at most. 12 of them are the word's frame, 9 are "Subject: ", and
    /// base64 makes 4 of 3.
    private static let octetsInWord = 39
    /// A line with its header's name should have 78 characters at most (RFC 5322, 2.1.1).
    private static let longest = 60

    /// - Parameter text: one line without control characters.
    /// - Returns: as it is where it is short and plain, or encoded words, each on a line of its own.
    static func encoded(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && text.utf8.count <= longest
        if isPlain, !text.contains("=?"), !text.hasPrefix(" "), !text.hasSuffix(" ") { return text }
        return words(of: text).map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// No character may be divided between two words.
    private static func words(of text: String) -> [String] {
        var words = [""]
        for scalar in text.unicodeScalars {
            let count = words[words.count - 1].utf8.count + UTF8.width(scalar)
            if count > octetsInWord { words.append("") }
            words[words.count - 1].unicodeScalars.append(scalar)
        }
        return words
    }
}
