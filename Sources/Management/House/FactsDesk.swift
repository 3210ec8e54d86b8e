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
        var refusals = RefusalRate()
        var gate: Gate?
        var certificates: CertificateDesk?
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
        var facts = AlarmFacts(snapshot)
        let machine = machine(at: snapshot.now)
        (facts.temperature, facts.memoryAvailable) = (machine.temperature, machine.memoryAvailable)
        facts.linksDown = machine.linksDown
        facts.diskFree = diskFree
        let health = records.health
        facts.historyTrouble = health.isWell ? "" : health.sentence
        facts.failingChannels = await dispatcher.health().filter(\.isFailing).map(\.name)
        let (gate, certificates) = notes.withLock { ($0.gate, $0.certificates) }
        facts.lockedOut = gate?.lockedOut
        facts.certificateEnds = certificates?.ends(at: snapshot.unixSeconds)
        notes.withLock { notes in
            facts.refusedPerSecond = notes.refusals.mean(of: snapshot.ntp.refused, at: snapshot.now)
            if notes.restarted == nil {
                notes.restarted = AlarmEvent(at: snapshot.started, "The program has started.")
            }
            (facts.configurationChanged, facts.loginFailed) = (notes.configurationChanged, notes.loginFailed)
            facts.restarted = notes.restarted
        }
        return facts
    }

    /// From now on it knows who may not log in, and when the certificate ends.
    /// - Parameter certificates: `nil`: there is no TLS.
    func watch(_ gate: Gate, _ certificates: CertificateDesk?) {
        notes.withLock { ($0.gate, $0.certificates) = (gate, certificates) }
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
