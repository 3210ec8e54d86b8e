// SPDX-License-Identifier: Apache-2.0

/// Why a password is not taken.
public enum PasswordFault: Error, Hashable, Sendable, CustomStringConvertible {
    case tooShort
    case tooLong
    /// A control character, which one login page sends and another does not.
    case control
    /// The user's name, alone or with digits and marks about it.
    case isName
    /// One of those that guessers try first, alone or with digits and marks about it.
    case isUsual
    /// A short piece over and over, or the alphabet or the digits in their order.
    case isPattern

    public var description: String {
        switch self {
        case .tooShort: "a password has at least \(PasswordRule.shortest) characters; a few words make a good one"
        case .tooLong: "a password has at most \(PasswordRule.longest) octets"
        case .control: "a password has no control characters"
        case .isName: "the password must not be made of the name"
        case .isUsual: "the password is among those that are guessed first"
        case .isPattern: "the password repeats a short piece, or counts"
        }
    }
}

/// Which passwords are taken: those that are long enough and not guessed first. There are no rules on kinds of
/// characters and no expiry (NIST SP 800-63B, 5.1.1.2 of revision 3 and 3.1.1.2 of revision 4).
///
/// Revision 3 asks for 8 characters, revision 4 for 15 where the password is the only factor; this rule asks for 12,
/// with lock-out and scrypt beside it. A character is a Unicode scalar, as NIST counts. A password is what its UTF-8
/// octets are: it is not normalised.
public enum PasswordRule {
    /// Unicode scalars.
    public static let shortest = 12
    /// UTF-8 octets: a passphrase of some forty words.
    public static let longest = 256
    /// A piece this short, or shorter, gives nothing by being repeated.
    static let longestPiece = 6

    /// `nil` where `password` may be the password of the user `name`.
    public static func fault(in password: String, of name: String) -> PasswordFault? {
        let scalars = password.unicodeScalars
        if scalars.count < shortest { return .tooShort }
        if password.utf8.count > longest { return .tooLong }
        if scalars.contains(where: { $0.properties.generalCategory == .control }) { return .control }
        let folded = password.lowercased()
        let word = bare(folded)
        if repeats(of: name.lowercased(), make: folded) || (!word.isEmpty && repeats(of: bare(name), make: word)) {
            return .isName
        }
        if usualPasswords.contains(folded) || isMadeOfUsualWord(word) { return .isUsual }
        return isRepetition(folded) || isCounting(folded) ? .isPattern : nil
    }

    /// Without the digits and marks at both ends.
    private static func bare(_ text: String) -> String {
        let isMark = { (character: Character) in !character.isLetter }
        return String(text.drop(while: isMark).reversed().drop(while: isMark).reversed())
    }

    private static func isMadeOfUsualWord(_ word: String) -> Bool {
        !word.isEmpty && usualWords.contains { repeats(of: $0, make: word) }
    }

    /// Whether `whole` is `piece` once or more, and nothing else.
    private static func repeats(of piece: String, make whole: String) -> Bool {
        guard !piece.isEmpty, whole.utf8.count % piece.utf8.count == 0 else { return false }
        return String(repeating: piece, count: whole.utf8.count / piece.utf8.count) == whole
    }

    /// Whether it begins anew every few characters; the last piece may be cut.
    private static func isRepetition(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return (1...longestPiece).contains { piece in
            scalars.indices.dropFirst(piece).allSatisfy { scalars[$0] == scalars[$0 - piece] }
        }
    }

    /// Whether each character is the next one, or each the one before; 0 follows 9.
    private static func isCounting(_ text: String) -> Bool {
        let values = text.unicodeScalars.map(\.value)
        let steps = zip(values, values.dropFirst()).map { Int64($1) - Int64($0) }
        return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 || $0 == 9 }
    }
}
