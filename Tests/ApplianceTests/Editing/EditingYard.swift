// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase

@testable import Appliance

/// A store on a disk in memory, with somebody who puts settings in force.
struct EditingYard {
    static let file = "/etc/gnomon/gnomon.yaml"
    static let folder = "/var/lib/gnomon/versions"

    let files: FaultyFiles
    let taker = Taker()
    let store: SettingsStore

    init(_ text: String = "", versions: Int = 100) {
        self.init(FaultyFiles([Self.file: Array(text.utf8)]), versions: versions)
    }

    init(_ files: FaultyFiles, versions: Int = 100) {
        self.files = files
        store = SettingsStore(
            settings: Settings(defaultsFor: .linux), file: Self.file, folder: Self.folder, live: [taker], files: files,
            versions: versions, at: .at(0))
    }

    /// The same disk after the program's end.
    func restarted() -> EditingYard { EditingYard(FaultyFiles(files.memory.all)) }

    /// What the file says.
    var onDisk: String? { files.memory.read(Self.file).map { String(decoding: $0, as: UTF8.self) } }

    var state: SettingsState { store.state(at: .at(0)) }

    func propose(
        _ text: String, within seconds: Int? = nil, ifVersion: Int? = nil, at now: Int = 0
    ) throws(EditRefusal) {
        try store.propose(
            SettingsProposal(
                text: Array(text.utf8), by: .ada, ifVersion: ifVersion, confirmWithin: seconds.map { .seconds($0) },
                comment: "because"), at: .at(now))
    }

    /// Who puts `allow`, `deny` and `journal.level` in force.
    final class Taker: LiveSettings {
        let liveKeys = ["allow", "deny", "journal.level"]
        private let taken = Mutex<[Settings]>([])

        func apply(_ settings: Settings) { taken.withLock { $0.append(settings) } }

        var count: Int { taken.withLock(\.count) }
        var last: Settings? { taken.withLock(\.last) }
    }
}

extension SettingsMoment {
    /// Seconds after some beginning.
    static func at(_ seconds: Int) -> Self {
        Self(
            monotonic: MonotonicInstant(sinceEpoch: .seconds(5000 + seconds)),
            utcMilliseconds: 1_800_000_000_000 + Int64(seconds) * 1000)
    }
}

extension SettingsAuthor {
    static let ada = SettingsAuthor(who: "ada", from: "192.0.2.7")
    static let bob = SettingsAuthor(who: "bob", from: "192.0.2.8")
}

extension [UInt8] {
    var text: String { String(decoding: self, as: UTF8.self) }
}
