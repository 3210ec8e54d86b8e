// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

/// The command line: what the program does itself, and for all else a running appliance is asked.
@main
struct Gnomon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gnomon", abstract: "A time server that hears a GNSS receiver.", version: Version.text,
        subcommands: [Run.self, Check.self, Lab.self, ConsoleCommand.self])

    static func main() async {
        do {
            if let shell = LoginShell(CommandLine.arguments) { return try await shell.run() }
            let arguments = Array(CommandLine.arguments.dropFirst())
            if isOwn(arguments.first ?? "") { try await runOwn() } else { try await Asking(arguments).run() }
        } catch {
            end(with: error)
        }
    }

    private static func isOwn(_ word: String) -> Bool {
        configuration.subcommands.contains { $0._commandName == word } || word == "--version"
            || word.hasPrefix("--generate-completion") || word.hasPrefix("--experimental")
    }

    private static func runOwn() async throws {
        var command = try parseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }

    /// Wrong usage ends with 2, as wrong configuration does, and not with what the parser would choose.
    private static func end(with error: any Error) -> Never {
        guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
        Output.error(fullMessage(for: error))
        exit(withError: ExitStatus.usage)
    }
}

/// How the program ends.
enum ExitStatus {
    static let failed = ExitCode(1)
    static let usage = ExitCode(2)
    static let unsynchronised = ExitCode(3)
}
