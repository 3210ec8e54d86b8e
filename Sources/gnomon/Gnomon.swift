// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

/// The command line.
@main
struct Gnomon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gnomon", abstract: "A time server that hears a GNSS receiver.", version: Version.text,
        subcommands: [
            Run.self, Check.self, Status.self, Satellites.self, Sources.self, PTP.self, Clients.self, Alarms.self,
            Acknowledge.self, Reacquire.self, Scene.self,
            ShowVersion.self, Lab.self,
        ])

    /// Wrong usage ends with 2, as wrong configuration does, and not with what the parser would choose.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Output.error(fullMessage(for: error))
            exit(withError: ExitStatus.usage)
        }
    }
}

/// How the program ends.
enum ExitStatus {
    static let failed = ExitCode(1)
    static let usage = ExitCode(2)
    static let unsynchronised = ExitCode(3)
}
