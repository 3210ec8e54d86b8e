// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import LinuxBoard
import Notices
import Records
import Synchronization
import TimeBase

/// What the alarms are to know beside the snapshot: how the machine, the records, the channels and the logins fare.
final class FactsDesk: Sendable {
    private struct Notes {
        var configurationChanged: AlarmEvent?
        var loginFailed: AlarmEvent?
        var restarted: AlarmEvent?
        /// Read now and then only: it takes some twenty files.
        var machine: (state: MachineState, at: MonotonicInstant)?
    }

    private static let machinePeriod: Duration = .seconds(5)

    private let records: RecordStore
    private let dispatcher: NoticeDispatcher
    private let database: String
    private let notes = Mutex(Notes())

    init(records: RecordStore, dispatcher: NoticeDispatcher, database: String) {
        (self.records, self.dispatcher, self.database) = (records, dispatcher, database)
    }

    func look(at snapshot: ApplianceSnapshot) async -> AlarmFacts {
        var facts = AlarmFacts()
        let machine = machine(at: snapshot.now)
        (facts.temperature, facts.memoryAvailable) = (machine.temperature, machine.memoryAvailable)
        facts.linksDown = machine.linksDown
        facts.diskFree = diskFree
        let health = records.health
        facts.historyTrouble = health.isWell ? "" : health.sentence
        facts.failingChannels = await dispatcher.health().filter(\.isFailing).map(\.name)
        notes.withLock { notes in
            if notes.restarted == nil {
                notes.restarted = AlarmEvent(at: snapshot.started, "The program has started.")
            }
            (facts.configurationChanged, facts.loginFailed) = (notes.configurationChanged, notes.loginFailed)
            facts.restarted = notes.restarted
        }
        return facts
    }

    func note(_ event: SettingsEvent, at now: MonotonicInstant) {
        notes.withLock { $0.configurationChanged = AlarmEvent(at: now, event.text) }
    }

    func note(_ event: LoginEvent, at now: MonotonicInstant) {
        if case .loggedIn = event.kind { return }
        notes.withLock { $0.loginFailed = AlarmEvent(at: now, event.text) }
    }

    /// Free octets where the records are kept.
    var diskFree: UInt64? { MachineState.diskFree(at: SocketFile.folder(of: database)) }

    /// Read anew once it is ``machinePeriod`` old.
    func machine(at now: MonotonicInstant) -> MachineState {
        let known = notes.withLock { $0.machine }
        if let known, now - known.at < Self.machinePeriod { return known.state }
        let state = MachineState()
        notes.withLock { $0.machine = (state, now) }
        return state
    }
}
