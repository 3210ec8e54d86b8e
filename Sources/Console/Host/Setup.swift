// SPDX-License-Identifier: Apache-2.0

/// What is asked at the first start.
public struct Setup: Equatable, Sendable {
    public var questions: [SetupQuestion]

    public init(questions: [SetupQuestion]) {
        self.questions = questions
    }
}

/// A question of the set-up.
public struct SetupQuestion: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case text
        /// Not shown, asked twice, without a default.
        case secret
        /// One of these words.
        case choice([String])
    }

    /// By which its answer is known: see the names in ``Setup/standard(administrator:interface:network:receivers:)``.
    public var name: String
    /// In a few words, for the summary as well: `Network address of eth0`.
    public var title: String
    /// What may be answered, in a line.
    public var about: String
    /// What an empty answer means.
    public var standard: String?
    public var kind: Kind

    public init(name: String, title: String, about: String, standard: String? = nil, kind: Kind = .text) {
        (self.name, self.title, self.about, self.standard, self.kind) = (name, title, about, standard, kind)
    }
}
