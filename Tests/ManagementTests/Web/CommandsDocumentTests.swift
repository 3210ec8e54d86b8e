// SPDX-License-Identifier: Apache-2.0

import Appliance
import Operations
import StillAppliance
import Testing

@testable import Management

/// What is told of the commands comes from one table, and is told the same everywhere.
@Suite struct `Every command` {
    @Test(arguments: CommandTable.all)
    func `is in the help, before the cursor and in the API's document`(_ command: Command) async throws {
        try await withFolder { folder in
            let desk = CommandDesk.still(StillAppliance(.locked), in: folder)
            let help = try HelpReport(for: .admin)
            let entry = try #require(help.commands.first { $0.name == command.name })
            #expect(help.text(in: TextStyle()).contains(command.name))

            let before = command.words.dropLast().map { $0 + " " }.joined()
            let hint = try #require(desk.hints(for: before, as: .admin).first { $0.word == command.words.last })

            let routes = Route.commands(desk)
            let document = Document(routes: routes, open: [], isSecure: true).json
            let item = try #require(document["paths"]?["/api/v1/commands/\(command.slug)"]?["post"])
            guard case .text(let summary)? = item["summary"], case .text(let about)? = item["description"] else {
                return #expect(Bool(false), "it has no summary")
            }
            #expect(summary.lowercased() == entry.summary.lowercased())
            #expect(hint.about == entry.summary)
            #expect(about.contains(entry.usage) && about.contains(entry.example))
        }
    }

    @Test func `and nothing else is a path among them`() async throws {
        try await withFolder { folder in
            let desk = CommandDesk.still(StillAppliance(.locked), in: folder)
            let paths = Set(Route.commands(desk).map(\.path))
            #expect(paths == Set(CommandTable.all.map { "/api/v1/commands/" + $0.slug }))
        }
    }
}
