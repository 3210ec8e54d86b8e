// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The settings' book: what the file says, what waits to be confirmed, and what became of it. One at a time works at it.
///
/// While a change waits, the file keeps to the old text. So whatever ends the program, at any moment, the file has the
/// one text or the other, whole, and the new one only if it was confirmed.
struct EditingDesk: Sendable {
    /// A change that is tried.
    struct Pending: Sendable {
        var mark: PendingMark
        var settings: Settings
        var changes: [SettingsChange]
        var deadline: MonotonicInstant
    }

    let file: String
    let shelf: VersionShelf
    let live: [any LiveSettings]
    /// The command line's choice, which outweighs the file's.
    let board: Settings.Board.Kind?
    /// What the program started with.
    var started: Settings
    /// The file's, as last seen or written.
    var bytes: [UInt8]
    /// What they say; where they have faults, what they said before.
    var settings: Settings
    var version = 0
    var pending: Pending?
    /// What is not as it should be with the files, one sentence; `nil`: nothing.
    var trouble: String?
    private var events: [SettingsEvent] = []

    init(
        settings: Settings, file: String, shelf: VersionShelf, board: Settings.Board.Kind?, live: [any LiveSettings]
    ) {
        (self.file, self.shelf, self.board, self.live) = (file, shelf, board, live)
        (bytes, started, self.settings) = ([], settings, settings)
    }

    var files: any FileLayer { shelf.files }
    var liveKeys: [String] { live.flatMap(\.liveKeys) }
    /// Beyond this the oldest events are lost; whoever takes them comes once a second.
    private static let mostEvents = 256

    // MARK: Reading and comparing

    /// Everything that the start would refuse is refused.
    func read(_ bytes: [UInt8]) throws(EditRefusal) -> Settings {
        do throws(SettingsFaults) {
            let read = try Settings(reading: bytes, file: file, board: board)
            try read.tryFiles()
            return read
        } catch {
            throw .faults(error.faults)
        }
    }

    func changes(to new: Settings) -> [SettingsChange] { SettingsDiff.changes(from: settings, to: new, live: liveKeys) }

    /// What is kept but not in force.
    var awaitingRestart: [SettingsChange] {
        SettingsDiff.changes(from: started, to: settings, live: liveKeys).filter { $0.takesEffect == .restart }
    }

    func apply(_ settings: Settings) {
        for taker in live { taker.apply(settings) }
    }

    // MARK: Events

    mutating func tell(
        _ kind: SettingsEvent.Kind, _ version: Int, by author: SettingsAuthor, _ changes: [SettingsChange],
        _ text: String, at now: SettingsMoment
    ) {
        if events.count >= Self.mostEvents { events.removeFirst() }
        events.append(
            SettingsEvent(
                kind: kind, version: version, by: author, utcMilliseconds: now.utcMilliseconds, changes: changes,
                text: text))
    }

    mutating func takeEvents() -> [SettingsEvent] {
        defer { events = [] }
        return events
    }
}

extension Settings {
    /// Reads the files that the settings name, as the start does.
    func tryFiles() throws(SettingsFaults) {
        do throws(SettingsFault) {
            _ = try LeapSecondFile.table(clock.leapSecondsFile)
        } catch {
            throw SettingsFaults(faults: [error])
        }
    }
}
