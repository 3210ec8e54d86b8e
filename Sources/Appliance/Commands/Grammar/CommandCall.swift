// SPDX-License-Identifier: Apache-2.0

/// A command with what it was given: read once, here.
public struct CommandCall: Hashable, Sendable {
    public let command: Command
    /// By the parameters' names. What is not there was left out.
    public var values: [String: String]
    /// Whether the answer is wanted as JSON (`--json`).
    public var wantsJSON = false
    /// Whether who gives it has been asked (`--yes`).
    public var isConfirmed = false

    public init(_ command: Command, _ values: [String: String] = [:]) {
        (self.command, self.values) = (command, values)
    }

    public subscript(name: String) -> String? { values[name] }

    public func has(_ name: String) -> Bool { values[name] != nil }

    public func whole(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    public func real(_ name: String) -> Double? { values[name].flatMap { Double($0) } }

    public func duration(_ name: String) -> Duration? { values[name].flatMap { Duration(command: $0) } }

    /// For the journal: as it was written, without what is secret.
    public var told: String {
        let given = command.parameters.compactMap { (parameter) -> String? in
            guard let value = values[parameter.name] else { return nil }
            let shown = parameter.kind == .secret ? "***" : told(value, for: parameter)
            return switch parameter.form {
            case .positional: shown
            case .option: "--\(parameter.name) \(shown)"
            case .flag: "--\(parameter.name)"
            case .keyword: "\(parameter.name) \(shown)"
            }
        }
        return ([command.name] + given).joined(separator: " ")
    }

    /// Keys of the configuration may hold secrets too.
    private func told(_ value: String, for parameter: Command.Parameter) -> String {
        guard parameter.kind == .rest, let key = values["key"] else { return value }
        return SecretKeys.told(value, of: key)
    }

    /// The first secret that is needed and was not given: it must be asked for.
    public var missingSecret: Command.Parameter? {
        command.parameters.first { $0.kind == .secret && values[$0.name] == nil }
    }
}
