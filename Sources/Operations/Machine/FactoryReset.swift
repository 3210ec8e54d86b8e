// SPDX-License-Identifier: Apache-2.0

public import Appliance
import FoundationEssentials
import LinuxBoard

/// The wish that all be as on the first day: written down while the program runs, fulfilled when it starts the next time,
/// before it opens anything. However it ends in between, it is fulfilled as a whole.
public struct FactoryReset: Codable, Hashable, Sendable {
    /// Removed, with what others keep beside them under names that begin so.
    public var files: [String]
    /// Removed with all that is in them.
    public var folders: [String]
    /// The configuration's file, written as it comes with the program; `nil`: there is none.
    public var configuration: String?

    /// As the package brings it.
    public static let pattern = "/usr/share/gnomon/gnomon.yaml"
    private static let without =
        "# SPDX-License-Identifier: Apache-2.0\n# As on the first day: everything is as by default.\n"

    /// Where the wish is written down.
    /// - Parameter file: the configuration's file; `nil`: it is kept in memory, by the demonstration.
    public static func mark(for file: String?) -> String {
        guard let file else { return RuntimeFolder.path + "/factory-reset" }
        return file == Settings.systemFile ? stateFolder + "/factory-reset" : file + ".factory-reset"
    }

    private static var stateFolder: String { RuntimeFolder.environment("STATE_DIRECTORY") ?? Settings.stateFolder }

    /// - Parameters:
    ///   - settings: by all of these something may be kept: those of the start, and those of the file.
    ///   - backups: the folder of sealed backups, where it is to go too.
    public init(of settings: [Settings], file: String?, bundles: String?, backups: String?) {
        let own = Self.ownFolders(for: file)
        let kept = settings.flatMap { settings in
            [
                settings.journal.database, settings.management.users, settings.receiver.memoryFile,
                settings.clock.stateFile,
            ].compactMap(\.self)
        }
        // A certificate or a password that lies elsewhere is somebody else's, and only used here.
        let secret = settings.flatMap { $0.secretFiles + [$0.management.tls.certificate].compactMap(\.self) }
            .filter { path in own.contains { path.hasPrefix($0 + "/") } && !path.contains("/../") }
        files = Set(kept + secret).filter { $0.hasPrefix("/") }.sorted()
        // Without a file the versions are in memory.
        folders = [file.map { SettingsStore.folder(for: $0) }, bundles, backups].compactMap(\.self)
        configuration = file
    }

    private static func ownFolders(for file: String?) -> [String] {
        guard let file else { return [RuntimeFolder.path] }
        return [folder(of: file)] + (file == Settings.systemFile ? [stateFolder] : [])
    }

    private static func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Writes the wish down.
    public func leave(at mark: String) throws {
        let text = Array(try ReportJSON.line(self))
        do throws(HostFault) { try HostFile.writePrivate(text, to: mark) } catch {
            throw CommandRefusal(.unavailable, "\(mark): \(error.text.lowercased())")
        }
    }
}

extension FactoryReset {
    /// Fulfils what was wished, if anything was.
    /// - Returns: what is gone, each a path; `nil`: nothing was wished, or not by who may.
    @discardableResult
    public static func fulfil(at mark: String) -> [String]? {
        guard isOurs(mark), let data = FileManager.default.contents(atPath: mark),
            let wish = try? ReportJSON.read(FactoryReset.self, from: data)
        else { return nil }
        var gone = wish.files.flatMap(removeAll) + wish.folders.filter(remove)
        if let file = wish.configuration {
            let text = FileManager.default.contents(atPath: pattern) ?? Data(without.utf8)
            if (try? text.write(to: URL(filePath: file), options: .atomic)) != nil { gone.append(file) }
        }
        _ = remove(mark)
        return gone
    }

    /// Whoever could write it could have written anything else that this program believes.
    private static func isOurs(_ mark: String) -> Bool {
        isOurs(mark, kind: .typeRegular) && isOurs(folder(of: mark), kind: .typeDirectory)
    }

    private static func isOurs(_ path: String, kind: FileAttributeType) -> Bool {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path),
            found[.type] as? FileAttributeType == kind
        else { return false }
        guard let owner = number(found[.ownerAccountID]), let mode = number(found[.posixPermissions]) else {
            return false
        }
        return [RuntimeFolder.user, 0].contains(owner) && mode & 0o022 == 0
    }

    /// Which type it is varies with the library's version.
    private static func number(_ value: Any?) -> Int? { value as? Int ?? (value as? UInt).map { Int(clamping: $0) } }

    /// Of a database its journals too, of users the set-up token: whatever goes on behind a `-` or a `.`.
    private static func removeAll(_ path: String) -> [String] {
        let (folder, name) = (folder(of: path), path.dropFirst(folder(of: path).count + 1))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let own = names.filter { $0 == name || $0.hasPrefix(name + "-") || $0.hasPrefix(name + ".") }
        return own.sorted().map { folder + "/" + $0 }.filter(remove)
    }

    private static func remove(_ path: String) -> Bool {
        (try? FileManager.default.removeItem(atPath: path)) != nil
    }
}
