// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The folder with the versions, `12.yaml` as it was written and `12.json` with who, when, from where; and with the change
/// that waits, `pending.json`.
///
/// A version is there once its `.yaml` is, which is written last and removed first.
struct VersionShelf: Sendable {
    let folder: String
    let files: any FileLayer
    /// How many are kept; the oldest go.
    let most: Int

    /// No honest number is higher; a file that somebody put there is not to use up all numbers.
    private static let highest = 1_000_000_000

    // MARK: Versions

    /// The numbers that are there, ascending.
    func numbers() throws(FileTrouble) -> [Int] {
        try files.names(in: folder).compactMap { name in
            guard name.hasSuffix(".yaml"), let number = Int(name.dropLast(5)), (1...Self.highest).contains(number)
            else { return nil }
            return name == "\(number).yaml" ? number : nil
        }.sorted()
    }

    /// `nil` where it is not there.
    func text(_ number: Int) throws(FileTrouble) -> [UInt8]? { try files.read(path(number, "yaml")) }

    /// Whose it is; nobody's where that cannot be read.
    func about(_ number: Int) -> SettingsVersion {
        let bytes = (try? files.read(path(number, "json"))) ?? nil
        let read = bytes.flatMap { try? JSONDecoder().decode(SettingsVersion.self, from: Data($0)) }
        guard let read, read.number == number else {
            return SettingsVersion(number: number, by: SettingsAuthor(who: "", from: ""), utcMilliseconds: 0)
        }
        return read
    }

    func put(_ version: SettingsVersion, text: [UInt8]) throws(FileTrouble) {
        try files.makeFolder(folder)
        try files.replace(path(version.number, "json"), by: Self.json(version))
        try files.replace(path(version.number, "yaml"), by: text)
        prune()
    }

    /// What cannot be removed now is the next time.
    private func prune() {
        for number in ((try? numbers()) ?? []).dropLast(most) {
            guard (try? files.remove(path(number, "yaml"))) != nil else { return }
            try? files.remove(path(number, "json"))
        }
    }

    // MARK: The change that waits

    /// `nil` where none waits, or where it cannot be made out: then nothing is known but that it was not confirmed.
    func pending() -> PendingMark? {
        let bytes = (try? files.read(pendingPath)) ?? nil
        return bytes.flatMap { try? JSONDecoder().decode(PendingMark.self, from: Data($0)) }
    }

    func putPending(_ mark: PendingMark) throws(FileTrouble) {
        try files.makeFolder(folder)
        try files.replace(pendingPath, by: Self.json(mark))
    }

    func removePending() throws(FileTrouble) {
        try files.remove(pendingPath)
        try? files.settle(folder)
    }

    // MARK: Pieces

    private var pendingPath: String { folder + "/pending.json" }
    private func path(_ number: Int, _ ending: String) -> String { "\(folder)/\(number).\(ending)" }

    private static func json(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        // Plain values only: nothing in them can fail to be encoded.
        return Array((try? encoder.encode(value)) ?? Data())
    }
}
