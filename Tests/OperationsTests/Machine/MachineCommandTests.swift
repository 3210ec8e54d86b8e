// SPDX-License-Identifier: Apache-2.0

import Appliance
import LinuxBoard
import Synchronization
import Testing

@testable import Operations

/// What a machine was asked, and nothing of it done.
private final class ObedientMachine: MachineControl {
    private let asked = Mutex<[String]>([])
    let restartsByItself: Bool
    var wishes: [String] { asked.withLock(\.self) }

    init(restartsByItself: Bool = false) { self.restartsByItself = restartsByItself }

    func note(_ wish: String) { asked.withLock { $0.append(wish) } }
    func reboot() throws(MachineRefusal) { note("reboot") }

    func upgrade(to file: String) throws(MachineRefusal) -> UpgradeReceipt {
        note("upgrade \(file)")
        return UpgradeReceipt(from: "0.1.0", to: "0.2.0", canRollBack: true, restartsByItself: restartsByItself)
    }

    func rollBack() throws(MachineRefusal) -> UpgradeReceipt {
        throw MachineRefusal("there is no version to go back to: none was replaced by 'upgrade'")
    }
}

@Suite struct `Commands for the machine` {
    private func with(_ machine: ObedientMachine, _ body: (CommandDesk) async throws -> Void) async throws {
        try await withDesk { desk, _, _ in
            var means = desk.means
            means.machine.control = machine
            means.machine.restart = { machine.note("restart") }
            means.machine.forget = { machine.note("forget\($0 ? ", backups too" : "")") }
            try await body(CommandDesk(means))
        }
    }

    @Test func `each is passed on to the machine, once it is wished`() async throws {
        let machine = ObedientMachine()
        try await with(machine) { desk in
            #expect(await desk.refusal("reboot")?.kind == .needsConsent)
            #expect(machine.wishes.isEmpty)
            let lines = ["reboot --yes", "restart --yes", "factory-reset --yes", "factory-reset --backups --yes"]
            var told: [String] = []
            for line in lines { told.append(try await desk.text(line)) }
            let last = "The program starts anew, and as on the first day."
            #expect(told == ["The machine starts anew.", "The program starts anew.", last, last])
            #expect(
                machine.wishes == ["reboot", "restart", "forget", "restart", "forget, backups too", "restart"])
        }
    }

    @Test(arguments: [true, false])
    func `after an upgrade the program starts anew, unless somebody else sees to that`(itself: Bool) async throws {
        let machine = ObedientMachine(restartsByItself: itself)
        try await with(machine) { desk in
            let text = try await desk.text("upgrade /tmp/gnomon.deb --yes")
            #expect(text.hasPrefix("Version 0.2.0 takes the place of 0.1.0. The program starts anew.\n"))
            #expect(machine.wishes == ["upgrade /tmp/gnomon.deb"] + (itself ? [] : ["restart"]))
            #expect(
                await desk.refusal("rollback-image --yes")?.reason
                    == "there is no version to go back to: none was replaced by 'upgrade'")
        }
    }

    @Test(arguments: ["reboot", "upgrade /tmp/x.deb", "rollback-image", "restart", "factory-reset"])
    func `where there is no machine, each is a no with a sentence`(line: String) async throws {
        try await withDesk { desk, journal, _ in
            let refusal = await desk.refusal(line + " --yes")
            #expect(refusal?.kind == .unavailable && (refusal?.reason.count ?? 0) > 20)
            #expect(journal.texts.last?.contains("refused, ") == true)
        }
    }

    @Test func `the simulated board has no machine to start anew`() async throws {
        try await withDesk { desk, _, _ in
            let reason = "the simulated board has no machine to start anew; 'restart' starts the program anew"
            #expect(await desk.refusal("reboot --yes") == CommandRefusal(.unavailable, reason))
        }
    }

    // MARK: Testing

    @Test func `a test of alarms tells what came of each channel`() async throws {
        let text = """
            panel: {alarmRelay: 6}
            alarms: {channels: {board: {kind: relay}, noc: {kind: syslog, address: "127.0.0.1:514"}}}
            """
        try await withDesk { desk, _, _ in
            try desk.means.store.propose(
                SettingsProposal(
                    text: Array(text.utf8), by: CommandCaller.eve.author, ifVersion: nil, confirmWithin: nil),
                at: desk.means.moment)
            var means = desk.means
            means.testChannel = { ($0 == "noc", $0 == "noc" ? "It was taken." : "There is none.") }
            let testing = CommandDesk(means)
            let (all, one) = (try await testing.text("test alarm"), try await testing.text("test alarm noc"))
            #expect(all == "- board: There is none.\n+ noc: It was taken.")
            #expect(one == "+ noc: It was taken.")
            #expect(await testing.refusal("test alarm cellar")?.kind == .usage)
        }
        try await withDesk { desk, _, _ in
            #expect(await desk.refusal("test alarm")?.reason.hasPrefix("there is no channel") == true)
            #expect(await desk.refusal("test lamp")?.kind == .unavailable)
            #expect(await desk.refusal("test relay")?.kind == .unavailable)
        }
    }

    @Test func `the receiver of one in which nothing moves is told, and cannot be asked`() async throws {
        try await withDesk { desk, _, _ in
            let text = try await desk.text("receiver show")
            #expect(text.contains("  /dev/ttyS0\n") && text.contains("  2 checksum\n"))
            for line in ["receiver dry-run", "receiver configure", "receiver reset cold --yes"] {
                #expect(await desk.refusal(line)?.kind == .unavailable)
            }
        }
    }
}
