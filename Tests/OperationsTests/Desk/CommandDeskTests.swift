// SPDX-License-Identifier: Apache-2.0

import Appliance
import StillAppliance
import Testing

@testable import Operations

@Suite struct `The desk` {
    @Test func `carries out what may be, and takes down what was changed`() async throws {
        try await withDesk { desk, journal, view in
            let told = [
                try await desk.text("version"), try await desk.text("reacquire"), try await desk.text("scene unplug"),
            ]
            #expect(
                told == [
                    "gnomon \(Version.text)", "The second is being found anew.", "The scene unplug is played.",
                ])
            #expect(view.wishes == ["reacquire", "scene unplug"])
            #expect(journal.texts == ["eve from a test: command: reacquire", "eve from a test: command: scene unplug"])
        }
    }

    @Test func `refuses who may not, and does nothing`() async throws {
        try await withDesk { desk, journal, view in
            let refusal = await desk.refusal("reacquire", for: .viewer)
            #expect(refusal == CommandRefusal(.forbidden, "'reacquire' is for the role operator; bob has viewer"))
            #expect(view.wishes.isEmpty && journal.texts.isEmpty)
        }
    }

    @Test(arguments: CommandTable.all.filter { $0.level > .viewer })
    func `lets a viewer give no command that changes anything`(_ command: Command) async throws {
        try await withDesk { desk, _, _ in
            #expect(await desk.refusal(command.example, for: .viewer)?.kind == .forbidden)
        }
    }

    @Test(arguments: CommandTable.all.filter { $0.asks != nil })
    func `wants to hear that what happens is wished`(_ command: Command) async throws {
        try await withDesk { desk, _, _ in
            #expect(await desk.refusal(command.example) == CommandRefusal(.needsConsent, command.asks ?? ""))
        }
    }

    @Test(arguments: CommandTable.all.filter { $0.parameters.contains { $0.kind == .secret } })
    func `asks for secrets that were not given`(_ command: Command) async throws {
        try await withDesk { desk, journal, _ in
            #expect(await desk.refusal(command.example)?.kind == .needsSecret)
            #expect(journal.texts.isEmpty)
        }
    }

    @Test func `takes down what was refused, with the reason`() async throws {
        try await withDesk { desk, journal, _ in
            #expect(await desk.refusal("scene rain")?.reason == "there is no scene 'rain'; there are lose-sky, unplug")
            #expect(
                journal.texts.first?.hasPrefix("eve from a test: command: scene rain: refused, there is no") == true)
        }
    }

    @Test func `knows the words that only this appliance has`() async throws {
        try await withDesk { desk, _, _ in
            #expect(desk.hints(for: "scene ", as: .operating).map(\.word) == ["lose-sky", "unplug"])
            #expect(desk.hints(for: "history off", as: .viewer).map(\.word) == ["offset"])
        }
    }
}
