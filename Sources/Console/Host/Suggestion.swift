// SPDX-License-Identifier: Apache-2.0

/// Something that may follow in a line, for completion and for `?`.
public struct Suggestion: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// A word of the command itself.
        case word
        /// A value that there is: an interface, an account, an alarm's name.
        case value
        /// What kind of value stands here, such as `ADDRESS/PREFIX`: it is shown, never inserted.
        case placeholder
        /// The line may end here: shown as `<enter>`.
        case end
    }

    /// The whole word, in which the begun one is contained; quoted by the session where it has blanks in it.
    public var word: String
    /// One line of help.
    public var about: String
    public var kind: Kind

    public init(_ word: String, about: String = "", kind: Kind = .word) {
        (self.word, self.about, self.kind) = (word, about, kind)
    }

    public static func end(about: String = "carry it out") -> Self { Self("<enter>", about: about, kind: .end) }
}
