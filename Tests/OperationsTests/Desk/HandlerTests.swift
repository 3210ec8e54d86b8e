// SPDX-License-Identifier: Apache-2.0

import Appliance
import StillAppliance
import Testing

@testable import Operations

@Suite struct `Every command of the table` {
    @Test func `is carried out by one hand`() {
        let names = CommandDesk.handlers.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(names) == Set(CommandTable.all.map(\.name)))
    }

    @Test(arguments: CommandTable.all.filter { $0.effect == .looks && $0.parameters.allSatisfy(\.isOptional) })
    func `that only looks has something to say of an appliance that has nothing to show`(_ command: Command) async throws {
        try await withDesk(.starting) { desk, _, _ in
            let text = try? await desk.text(command.name)
            let reason = await desk.refusal(command.name)?.reason
            #expect(!(text ?? reason ?? "").isEmpty)
        }
    }

    @Test(arguments: CommandTable.all.filter { $0.effect == .looks && $0.parameters.allSatisfy(\.isOptional) })
    func `that only looks keeps to narrow terminals and to ASCII`(_ command: Command) async throws {
        try await withDesk(.locked) { desk, _, _ in
            guard let text = try? await desk.text(command.name, in: TextStyle(columns: 40, isASCII: true)) else { return }
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(text)")
            #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
        }
    }
}
