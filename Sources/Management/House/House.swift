// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Backups
import LinuxBoard
import Logging
import Notices
import Operations
import Pages
import Records
import TimeBase

/// The records, the settings and the channels of one appliance, and the tasks that keep them.
final class House: Sendable {
    let view: any ApplianceView
    let records: RecordStore
    let store: SettingsStore
    /// What the program has started with.
    private let started: Settings
    /// The configuration's; `nil`: it is kept in memory.
    private let file: String?
    private let network: NetworkFolder?
    /// What happens, to every page that is open.
    let events: EventHub
    /// The journal, as it is written, to who looks at it now.
    let journal: JournalFan
    /// How that fares which the snapshot does not tell of.
    let services = ServiceBook()
    /// Into the journal, and to who looks at it now.
    private let write: @Sendable (JournalRecord) -> Void
    private let recorder: Recorder
    private let facts: FactsDesk
    private let oscillator: OscillatorDesk
    private let channelDesk: ChannelDesk
    var dispatcher: NoticeDispatcher { channelDesk.dispatcher }

    init(view: any ApplianceView, settings: Settings, backing: Backing, log: Logger) {
        try? SocketFile.makeFolder(of: settings.journal.database)
        let records = RecordStore(path: settings.journal.database)
        let channels = ChannelDesk(
            settings.alarms, queue: RecordedQueue(records: records), now: { view.snapshot.unixMilliseconds })
        let dispatcher = channels.dispatcher
        let network =
            settings.board.kind == .linux
            ? NetworkDesk(folder: NetworkFolder(path: Settings.networkFolder), settings: settings, log: log) : nil
        let store = SettingsStore(
            settings: settings, file: backing.file, folder: SettingsStore.folder(for: backing.file),
            board: backing.board, live: backing.live + [channels] + (network.map { [$0] } ?? []),
            at: SettingsMoment(view.snapshot))
        let facts = FactsDesk(records: records, dispatcher: dispatcher, database: settings.journal.database)
        let events = EventHub(view: view)
        let (vouch, journal) = (TimeVouch(), JournalFan())
        let write: @Sendable (JournalRecord) -> Void = { [journal] record in
            let record = vouch.marked(record)
            records.note(record)
            journal.tell(record)
        }
        recorder = Recorder(
            view: view, book: backing.alarms, records: records, vouch: vouch, write: write,
            facts: { await facts.look(at: $0) },
            tell: { changes, snapshot in
                for change in changes { await dispatcher.post(Notice(change, in: snapshot)) }
            })
        (self.view, self.channelDesk, self.records, self.store) = (view, channels, records, store)
        (started, file, self.network) = (settings, backing.file, network?.folder)
        self.facts = facts
        (self.events, self.write, self.journal) = (events, write, journal)
        oscillator = OscillatorDesk(records: records)
        services.register("notices") { [channelDesk, view] in
            await channelDesk.facts(view.snapshot).map(ServiceFacts.init)
        }
    }

    /// Until the task is cancelled; what waits is written then.
    func run() async {
        await withTaskGroup { group in
            group.addTask { [recorder] in await recorder.run() }
            group.addTask { [channelDesk] in await channelDesk.dispatcher.run() }
            group.addTask { await self.keepSettings() }
            group.addTask { await self.tellPages() }
        }
        await records.close()
    }

    /// What is written into the journal, to every page that is open.
    private func tellPages() async {
        let seat = journal.join()
        while let record = await seat?.next() {
            events.tell("log", JournalReport.Entry(record), toTrustedOnly: true)
        }
    }

    /// As it was looked at for the alarms, seconds ago at most.
    var machine: MachineState { facts.machine(at: view.snapshot.now) }
    var diskFree: UInt64? { facts.diskFree }

    /// What is asked of the house over HTTP.
    func routes(_ restorer: Restorer, _ desk: CommandDesk) -> [Route] {
        let parts: [[Route]] = [
            Route.commands(desk), Route.history(records), Route.clock(records, oscillator), [Route.log(records)],
            Route.config(restorer), Route.backup(restorer), [Route.alarmRoutes(store)], Route.house,
            [Route.testing(self), Route.supportBundle(in: Self.bundles(of: started))],
        ]
        return parts.flatMap(\.self)
    }

    func pages(behind gate: Gate, certificates: CertificateDesk?) -> HousePages {
        HousePages(
            view: view, records: records, oscillator: oscillator, store: store, gate: gate, certificates: certificates
        ) { await self.channels() }
    }

    /// What backs up and restores the settings together with what only the page knows: users, and the certificate.
    func restorer(behind gate: Gate, _ certificates: CertificateDesk?) -> Restorer {
        var parts: [any BackupPart] = []
        if let book = gate.book { parts.append(AccountsPart(book: book)) }
        if let certificates {
            parts.append(CertificatePart(desk: certificates) { [view] in view.snapshot.unixSeconds })
        }
        return Restorer(store: store, parts: parts)
    }

    /// What carries commands out, whoever gives them.
    func desk(behind gate: Gate, _ restorer: Restorer) -> CommandDesk {
        var means = CommandMeans(
            view: view, records: records, store: store, started: started, book: gate.book, restorer: restorer,
            testChannel: { [channelDesk, view] name in
                await channelDesk.test(name, by: view).map { ($0.isDelivered, $0.sentence) }
            }, note: write)
        (means.oscillator, means.journal, means.services) = (oscillator, journal, services)
        means.lockedOut = { gate.lockedOut ?? [] }
        means.machine = machineMeans(started, file: file)
        means.network = network
        return CommandDesk(means)
    }

    /// What hangs on a trial that is over goes with it.
    func keepTrials(of restorer: Restorer) async {
        while !Task.isCancelled {
            restorer.settle(at: SettingsMoment(view.snapshot))
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// The facts that alarms go by are told from here too.
    func watch(_ gate: Gate, _ certificates: CertificateDesk?) { facts.watch(gate, certificates) }

    /// What somebody did by the page or the API.
    func note(_ what: String, by who: String, from: String) {
        write(
            JournalRecord(
                utcMilliseconds: max(0, view.snapshot.unixMilliseconds), kind: .command, who: who, from: from,
                text: what))
    }

    /// A login, or an attempt at one.
    func note(_ event: LoginEvent) {
        let snapshot = view.snapshot
        write(JournalRecord(event, at: snapshot.unixMilliseconds))
        facts.note(event, at: snapshot.now)
    }

    /// Changes that were not confirmed in time are undone; whatever happened to the settings goes into the journal.
    private func keepSettings() async {
        while !Task.isCancelled {
            let snapshot = view.snapshot
            _ = store.tick(at: SettingsMoment(snapshot))
            for event in store.takeEvents() {
                for line in event.lines { write(JournalRecord(line)) }
                facts.note(event, at: snapshot.now)
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// For the page.
    private func channels() async -> [SettingsFacts.Channel] { await channelDesk.facts(view.snapshot) }

    /// - Returns: `nil`: there is no such channel.
    func test(channel name: String) async -> ChannelTest? { await channelDesk.test(name, by: view) }
}
