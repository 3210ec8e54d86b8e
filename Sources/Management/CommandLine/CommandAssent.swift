// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// Who sits at a terminal, or nobody.
public protocol CommandPerson {
    /// Whether somebody can be asked.
    var isThere: Bool { get }
    /// What is typed, shown; `nil` at the end of the input.
    mutating func answer(to question: String) -> String?
    /// What is typed, not shown; `nil` at the end of the input.
    mutating func secret(_ question: String) -> String?
    /// The next line of standard input, without its end; `nil` where there is none.
    mutating func line() -> String?
}

extension CommandCall {
    /// Asks for what is missing: a secret that the command needs, and whether it is meant.
    /// - Parameter readsSecrets: what is secret stands on standard input, a line each.
    /// - Throws: where nobody can be asked, or says no.
    public mutating func ask(
        _ person: inout some CommandPerson, readsSecrets: Bool = false
    ) throws(CommandRefusal) {
        while let secret = missingSecret {
            values[secret.name] = try readsSecrets ? Self.read(secret, &person) : Self.ask(for: secret, &person)
        }
        guard let question = command.asks, !isConfirmed else { return }
        guard person.isThere, !readsSecrets else {
            throw CommandRefusal(.needsConsent, "\(question) Write --yes where that is meant.")
        }
        let answer = person.answer(to: "\(question) Go on? [y/N] ")?.lowercased()
        guard answer == "y" || answer == "yes" else { throw CommandRefusal(.needsConsent, "Nothing was done.") }
        isConfirmed = true
    }

    private static func read(
        _ secret: Command.Parameter, _ person: inout some CommandPerson
    ) throws(CommandRefusal) -> String {
        guard let line = person.line(), !line.isEmpty else {
            throw CommandRefusal(.needsSecret, "standard input has no line with the \(secret.name)")
        }
        return line
    }

    private static func ask(
        for secret: Command.Parameter, _ person: inout some CommandPerson
    ) throws(CommandRefusal) -> String {
        guard person.isThere else {
            throw CommandRefusal(
                .needsSecret,
                "the \(secret.name) (\(secret.about)) is asked for on a terminal; --password-stdin reads it from standard input"
            )
        }
        let name = secret.name.prefix(1).uppercased() + secret.name.dropFirst()
        guard let first = person.secret("\(name) (\(secret.about)): "), !first.isEmpty else {
            throw CommandRefusal(.needsSecret, "Nothing was done.")
        }
        guard secret.isNew else { return first }
        guard person.secret("Once more: ") == first else {
            throw CommandRefusal(.needsSecret, "The two are not alike; nothing was done.")
        }
        return first
    }
}
