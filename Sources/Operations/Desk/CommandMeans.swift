// SPDX-License-Identifier: Apache-2.0

public import Accounts
public import Appliance
public import Backups
public import LinuxBoard
public import Records

/// What commands are carried out with. What is `nil` is not there, and who asks for it is told so.
public struct CommandMeans: Sendable {
    public var view: any ApplianceView
    public var records: RecordStore
    public var store: SettingsStore
    /// What the program has started with.
    public var started: Settings
    /// Users and tokens.
    public var book: AccountBook?
    public var restorer: Restorer?
    /// Where this machine's network is set; `nil`: this board has none of its own.
    public var network: NetworkFolder?
    /// Tells by one channel at once that this is a test; `nil`: there is no such channel.
    public var testChannel: @Sendable (String) async -> (isDelivered: Bool, sentence: String)?
    /// The users and networks that may not log in now.
    public var lockedOut: @Sendable () -> [String] = { [] }
    public var machine = MachineMeans()
    /// What was learned of the oscillator.
    public var oscillator: OscillatorDesk
    /// The journal, as it is written.
    public var journal = JournalFan()
    /// How that fares which the snapshot does not tell of.
    public var services = ServiceBook()
    /// Into the journal.
    public var note: @Sendable (JournalRecord) -> Void

    public init(
        view: any ApplianceView, records: RecordStore, store: SettingsStore, started: Settings, book: AccountBook?,
        restorer: Restorer? = nil,
        testChannel: @escaping @Sendable (String) async -> (isDelivered: Bool, sentence: String)? = { _ in nil },
        note: @escaping @Sendable (JournalRecord) -> Void
    ) {
        oscillator = OscillatorDesk(records: records)
        (self.view, self.records, self.store, self.started) = (view, records, store, started)
        (self.book, self.restorer, self.testChannel, self.note) = (book, restorer, testChannel, note)
    }

    /// Now, as settings count it.
    public var moment: SettingsMoment { SettingsMoment(view.snapshot) }
}

extension SettingsMoment {
    public init(_ snapshot: ApplianceSnapshot) {
        self.init(monotonic: snapshot.now, utcMilliseconds: snapshot.unixMilliseconds)
    }
}
