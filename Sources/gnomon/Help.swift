// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

/// What the program itself does, and every command that a running appliance knows.
struct Help {
    let words: [String]
    var isJSON = false

    func tell() throws {
        if let own = Gnomon.configuration.subcommands.first(where: { $0._commandName == words.first }) {
            Output.text(Gnomon.helpMessage(for: own, columns: Terminal.style.columns))
            return
        }
        let report: HelpReport
        do throws(CommandRefusal) {
            report = try HelpReport(of: words.isEmpty ? nil : words.joined(separator: " "), for: .admin)
        } catch {
            Output.error("gnomon: \(error.reason)")
            throw ExitStatus.usage
        }
        guard !isJSON else { return try Output.json(report) }
        let text = report.text(in: Terminal.style)
        Output.report(words.isEmpty ? Self.introduction + text : text + Self.options(for: words))
    }

    private static var introduction: String {
        let own = Gnomon.configuration.subcommands.map { command in
            let name = command._commandName
            return "  " + name + String(repeating: " ", count: max(1, 10 - name.count)) + command.configuration.abstract
        }
        return """
            Gnomon \(Version.text), a time server that hears a GNSS receiver.

            The program ('gnomon COMMAND --help' tells more):
            \(own.joined(separator: "\n"))

            What a running appliance is asked, 'gnomon COMMAND…', with these anywhere:
              --json            answer in JSON
              --yes             do not ask first
              --socket PATH     the appliance's control socket; else GNOMON_SOCKET, else
                                \(Settings.systemSocket)
              --password-stdin  read what is secret from standard input, a line each

            'gnomon help COMMAND' tells all of one.


            """
    }

    private static func options(for words: [String]) -> String {
        guard words == ["status"] else { return "" }
        return """

              gnomon status --wait [--timeout SECONDS]
                waits until the time may be relied on, 300 s where no other time is given; ends with 3 where it may not

            """
    }
}
