// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// The folder with the backups that are kept on the appliance itself, `NAME.backup`, beside the settings' versions.
public struct BackupShelf: Sendable {
    public struct Entry: Hashable, Sendable {
        public var name: String
        /// When it was made, and by which program; `nil` where the file cannot be read as a backup.
        public var made: (utcMilliseconds: Int64, program: String)? { about.map { ($0.utcMilliseconds, $0.program) } }
        /// Of its file.
        public var octets: Int
        fileprivate var about: About?

        fileprivate struct About: Hashable {
            var utcMilliseconds: Int64
            var program: String
        }
    }

    /// Why the shelf does not do what it should; nothing has changed.
    public enum Trouble: Error, Hashable, Sendable, CustomStringConvertible {
        case badName(String)
        case taken(String)
        case absent(String, [String])
        case tooMany(Int)
        case disk(FileTrouble)

        public var description: String {
            switch self {
            case .badName(let name):
                "\(quoted(name)) will not do: a backup's name has 1 to 64 letters, digits, '.', '-' and '_', and begins with a letter or a digit"
            case .taken(let name): "there is a backup \(quoted(name)) already; choose another name, or remove that one"
            case .absent(let name, []): "there is no backup \(quoted(name)), nor any other"
            case .absent(let name, let names):
                "there is no backup \(quoted(name)); there are \(names.joined(separator: ", "))"
            case .tooMany(let most): "there are \(most) backups already; remove one first"
            case .disk(let trouble): "the backup could not be kept or read: \(trouble)"
            }
        }
    }

    private static let ending = ".backup"
    /// Nobody looks through more of them.
    public static let most = 50

    private let files: any FileLayer
    private let folder: String

    public init(of store: SettingsStore) { (files, folder) = store.backupPlace }

    /// By name.
    public func entries() throws(Trouble) -> [Entry] {
        var entries: [Entry] = []
        for name in try names() {
            guard let octets = try? octets(of: name) else { continue }
            let document = try? BackupDocument(octets: octets)
            entries.append(
                Entry(
                    name: name, octets: octets.count,
                    about: document.map { .init(utcMilliseconds: $0.utcMilliseconds, program: $0.program) }))
        }
        return entries
    }

    public func names() throws(Trouble) -> [String] {
        do throws(FileTrouble) {
            return try files.names(in: folder).compactMap { file in
                guard file.hasSuffix(Self.ending) else { return nil }
                let name = String(file.dropLast(Self.ending.count))
                return Self.isName(name) ? name : nil
            }
        } catch { throw .disk(error) }
    }

    /// Why a backup cannot be put there under that name; before it is sealed.
    public func admit(_ name: String) throws(Trouble) {
        guard Self.isName(name) else { throw .badName(name) }
        let names = try names()
        if names.contains(name) { throw .taken(name) }
        if names.count >= Self.most { throw .tooMany(Self.most) }
    }

    /// For its owner alone to read.
    public func put(_ octets: [UInt8], as name: String) throws(Trouble) {
        try admit(name)
        do throws(FileTrouble) {
            try files.makeFolder(folder)
            try files.replace(path(name), by: octets)
        } catch { throw .disk(error) }
    }

    public func octets(of name: String) throws(Trouble) -> [UInt8] {
        guard Self.isName(name) else { throw .badName(name) }
        do throws(FileTrouble) {
            if let octets = try files.read(path(name)) { return octets }
        } catch { throw .disk(error) }
        throw .absent(name, try names())
    }

    public func remove(_ name: String) throws(Trouble) {
        _ = try octets(of: name)
        do throws(FileTrouble) {
            try files.remove(path(name))
            try files.settle(folder)
        } catch { throw .disk(error) }
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)\(Self.ending)" }

    /// Never a path, never a hidden file, never an option.
    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.utf8.allSatisfy { isPlain($0) || ".-_".utf8.contains($0) }
            && name.utf8.first.map(isPlain) ?? false
    }

    private static func isPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
