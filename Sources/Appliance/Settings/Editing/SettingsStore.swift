// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The configuration while the appliance runs: checked, tried, confirmed or rolled back, and every version kept.
///
/// Any thread may use it; it waits for the disk, so the timing and serving threads do not. It has no clock and no timer:
/// whoever owns it calls ``tick(at:)`` once a second and hands ``takeEvents()`` to the journal.
public final class SettingsStore: Sendable {
    /// How long a change may be on trial.
    public static let confirmation: ClosedRange<Duration> = .seconds(1) ... .seconds(3600)
    /// As many versions are kept unless it is said otherwise.
    public static let usualVersions = 100

    private let desk: Mutex<EditingDesk>
    /// What is set key by key and waits to be committed.
    let draft = Mutex<SettingsCandidate?>(nil)

    /// Opens the book on `file`, which need not be there. What waited to be confirmed when the program ended is undone.
    /// Never fails: a disk that does not do what it should is told in ``SettingsState/trouble``.
    /// - Parameters:
    ///   - settings: what the program has started with.
    ///   - file: the configuration; `nil`: nothing is kept beyond the program's end.
    ///   - folder: where versions are kept; see ``folder(for:)``.
    ///   - board: the command line's choice, as for ``Settings/init(reading:file:board:)``.
    ///   - live: who puts settings in force without a restart.
    public init(
        settings: Settings, file: String?, folder: String, board: Settings.Board.Kind? = nil,
        live: [any LiveSettings] = [], files: any FileLayer = HostFiles(), versions: Int = usualVersions,
        at now: SettingsMoment
    ) {
        let files = file == nil ? MemoryFiles() : files
        let shelf = VersionShelf(folder: file == nil ? "/versions" : folder, files: files, most: max(1, versions))
        let path = files.resolved(file ?? "/gnomon.yaml")
        let board = board ?? (file == nil ? settings.board.kind : nil)
        var desk = EditingDesk(settings: settings, file: path, shelf: shelf, board: board, live: live)
        desk.begin(at: now)
        self.desk = Mutex(desk)
    }

    // MARK: Looking

    public func state(at now: SettingsMoment) -> SettingsState {
        desk.withLock { desk in
            SettingsState(
                text: desk.bytes, version: desk.version,
                pending: desk.pending.map {
                    .init(
                        version: $0.mark.version, text: $0.mark.text, changes: $0.changes,
                        secondsLeft: $0.secondsLeft(at: now))
                },
                awaitingRestart: desk.awaitingRestart, trouble: desk.trouble)
        }
    }

    /// What the file says; where it has faults, what it said before. A change on trial is not in it.
    public var settings: Settings { desk.withLock(\.settings) }

    /// Whether a text has no faults and says just this.
    func reads(_ text: String, as settings: Settings) -> Bool {
        desk.withLock { (try? $0.read(Array(text.utf8))) == settings }
    }

    /// The file, as faults name it, and the command line's choice.
    var place: (file: String, board: Settings.Board.Kind?) { desk.withLock { ($0.file, $0.board) } }
    var liveKeys: [String] { desk.withLock(\.liveKeys) }
    /// Where the versions are.
    var shelf: VersionShelf { desk.withLock(\.shelf) }

    /// Whose a version is.
    func about(version: Int) -> SettingsVersion { shelf.about(version) }

    /// The change on trial, for how long yet, and whose it is; `nil`: there is none.
    public func trial(at now: SettingsMoment) -> (secondsLeft: Int, by: SettingsAuthor)? {
        desk.withLock { $0.pending.map { ($0.secondsLeft(at: now), $0.mark.version.by) } }
    }

    /// What would come of a text. Changes nothing.
    public func check(_ text: [UInt8]) -> SettingsCheck {
        desk.withLock { desk in
            do throws(EditRefusal) {
                return SettingsCheck(faults: [], changes: desk.changes(to: try desk.read(text)))
            } catch .faults(let faults) {
                return SettingsCheck(faults: faults, changes: [])
            } catch {
                return SettingsCheck(faults: [SettingsFault(file: desk.file, reason: "\(error)")], changes: [])
            }
        }
    }

    /// The versions that are there, the newest first.
    public func versions() throws(EditRefusal) -> [SettingsVersion] {
        let shelf = desk.withLock(\.shelf)
        do throws(FileTrouble) { return try shelf.numbers().reversed().map(shelf.about) } catch {
            throw .storage(error)
        }
    }

    /// The text of a version, as it was written.
    public func text(ofVersion number: Int) throws(EditRefusal) -> [UInt8] {
        let shelf = desk.withLock(\.shelf)
        do throws(FileTrouble) {
            if let text = try shelf.text(number) { return text }
        } catch {
            throw .storage(error)
        }
        throw .noSuchVersion(number)
    }

    // MARK: Changing

    /// Puts a change in force, on trial or for good. A version is restored by proposing its text.
    @discardableResult
    public func propose(_ proposal: SettingsProposal, at now: SettingsMoment) throws(EditRefusal) -> SettingsState {
        try desk.withLock { (desk) throws(EditRefusal) in try desk.propose(proposal, at: now) }
        return state(at: now)
    }

    /// The change on trial is kept.
    public func confirm(by author: SettingsAuthor, at now: SettingsMoment) throws(EditRefusal) {
        try desk.withLock { (desk) throws(EditRefusal) in try desk.confirm(by: author, at: now) }
    }

    /// The change on trial is undone.
    public func rollBack(by author: SettingsAuthor, at now: SettingsMoment) throws(EditRefusal) {
        try desk.withLock { (desk) throws(EditRefusal) in try desk.rollBack(by: author, at: now) }
    }

    /// Undoes what was not confirmed in time. Returns whether that was so.
    @discardableResult
    public func tick(at now: SettingsMoment) -> Bool { desk.withLock { $0.tick(at: now) } }

    /// What happened since this was last called, oldest first.
    public func takeEvents() -> [SettingsEvent] { desk.withLock { $0.takeEvents() } }
}
