// SPDX-License-Identifier: Apache-2.0

import Appliance
import LinuxBoard
import TimeBase

extension CommandHandler {
    static let machine: [CommandHandler] = [
        .report("test lamp") { _, _, means in try turnOver(.lamp, of: means.view) },
        .report("test relay") { _, _, means in try turnOver(.relay, of: means.view) },
        .report("test alarm") { call, _, means in try await AlarmTestReport(call["channel"], with: means) },
        .report("support-bundle") { call, caller, means in
            try await SupportBundle.make(named: call["name"], by: caller, with: means)
        },
        .report("upgrade") { call, _, means in
            let file = call["file"] ?? ""
            return try await replace(means) { control throws(MachineRefusal) in try control.upgrade(to: file) }
        },
        .report("rollback-image") { _, _, means in
            try await replace(means) { control throws(MachineRefusal) in try control.rollBack() }
        },
        .report("reboot") { _, _, means in
            try await ask(means) { control throws(MachineRefusal) in try control.reboot() }
            return DoneReport(done: "The machine starts anew.")
        },
        .report("restart") { _, _, means in
            try restarting(means)()
            return DoneReport(done: "The program starts anew.")
        },
        .report("factory-reset") { call, _, means in
            guard let forget = means.machine.forget else {
                throw CommandRefusal(.unavailable, "nothing that is kept here can be forgotten")
            }
            let restart = try restarting(means)
            let backupsToo = call["backups"] == "true"
            do { try forget(backupsToo) } catch {
                throw CommandRefusal(.unavailable, "the wish cannot be kept: \(error)")
            }
            restart()
            return DoneReport(done: "The program starts anew, and as on the first day.")
        },
    ]

    private static func turnOver(_ part: PanelPart, of view: any ApplianceView) throws(CommandRefusal) -> DoneReport {
        let time = try view.testPanel(part)
        let what = part == .lamp ? "The alarm lamp" : "The alarm relay"
        return DoneReport(done: "\(what) is turned over for \(time.humanText).")
    }

    private static func restarting(_ means: CommandMeans) throws(CommandRefusal) -> @Sendable () -> Void {
        guard let restart = means.machine.restart else {
            throw CommandRefusal(.unavailable, "this program cannot start itself anew here")
        }
        return restart
    }

    private static func ask<Result: Sendable>(
        _ means: CommandMeans, _ act: @escaping @Sendable (any MachineControl) throws(MachineRefusal) -> Result
    ) async throws -> Result {
        let control = means.machine.control
        do { return try await Aside.run { try act(control) } } catch let refusal as MachineRefusal {
            throw CommandRefusal(.unavailable, refusal.reason)
        }
    }

    private static func replace(
        _ means: CommandMeans, _ act: @escaping @Sendable (any MachineControl) throws(MachineRefusal) -> UpgradeReceipt
    ) async throws -> UpgradeReport {
        let receipt = try await ask(means, act)
        // Only where nobody else does: the old program runs on until then.
        if !receipt.restartsByItself { means.machine.restart?() }
        return UpgradeReport(receipt)
    }
}
