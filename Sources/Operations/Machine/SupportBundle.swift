// SPDX-License-Identifier: Apache-2.0

import Appliance
import Crypto
import FoundationEssentials
import LinuxBoard
import Synchronization

/// One file with all that support asks for, and no secrets.
struct SupportBundle {
    /// One file in it.
    struct Entry: Sendable {
        var name: String
        var content: [UInt8]
        var isCut = false
    }

    /// Of one entry, and of all of them before they are packed.
    static let mostInEntry = 8 << 20
    static let most = 64 << 20
    private static let turn = Turn()

    /// How many bundles are kept; the oldest go.
    static let kept = 5

    private(set) var entries: [Entry] = []
    private var total = 0
    private let scrub: SecretScrub

    init(_ scrub: SecretScrub) { self.scrub = scrub }

    static func make(
        named name: String?, by caller: CommandCaller, with means: CommandMeans
    ) async throws -> SupportBundleReport {
        guard let folder = means.machine.bundles else {
            throw CommandRefusal(.unavailable, "there is no folder here to put a bundle into")
        }
        let name = try Self.name(name, at: means.moment.utcMilliseconds)
        // Two that are made at once would be the same file.
        guard Self.turn.take() else { throw CommandRefusal(.unavailable, "a bundle is being made; ask again soon") }
        defer { Self.turn.give() }
        let scrub = SecretScrub(Secrets.all(of: means))
        let bundle = await gathered(SupportBundle(scrub), by: caller, with: means)
        let moment = means.moment.utcMilliseconds
        return try await Aside.run { try bundle.write(to: folder, as: name, at: moment) }
    }

    /// Letters, digits and `.-_`, as a file that is none of the hidden ones.
    static func name(_ wanted: String?, at utcMilliseconds: Int64) throws(CommandRefusal) -> String {
        guard let wanted else {
            return "gnomon-support-" + UTCText.of(utcMilliseconds).prefix(19).filter { $0 != ":" && $0 != "-" } + "Z"
        }
        let isGood =
            (1...64).contains(wanted.utf8.count) && !wanted.hasPrefix(".") && !wanted.hasPrefix("-")
            && wanted.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || ".-_".utf8.contains($0)
            }
        guard isGood else {
            throw CommandRefusal(
                .usage, "a bundle's name has 1 to 64 of A-Z a-z 0-9 . - _ and does not begin with . or -")
        }
        return wanted
    }

    mutating func add(_ name: String, _ content: [UInt8]) {
        var entry = Entry(name: name, content: scrub.scrubbed(content))
        let room = min(Self.mostInEntry, Self.most - total)
        if entry.content.count > room {
            (entry.content, entry.isCut) = (Array(entry.content.prefix(max(0, room))), true)
        }
        total += entry.content.count
        entries.append(entry)
    }

    mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

    mutating func add(json name: String, _ report: any Encodable) {
        add(name, (try? ReportJSON.page(report)).map(Array.init) ?? Array("{}".utf8))
    }

    // MARK: The file

    func report(path: String, octets: Int, at utcMilliseconds: Int64) -> SupportBundleReport {
        SupportBundleReport(
            path: path, octets: octets, made: UTCText.of(utcMilliseconds),
            entries: entries.map { entry in
                let digest = SHA256.hash(data: entry.content)
                return .init(
                    name: entry.name, octets: entry.content.count,
                    sha256: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), cut: entry.isCut)
            })
    }

    func write(to folder: String, as name: String, at utcMilliseconds: Int64) throws -> SupportBundleReport {
        let shelf = BundleShelf(folder)
        var archive = TarArchive(modified: utcMilliseconds / 1000)
        let manifest = report(path: name, octets: 0, at: utcMilliseconds)
        archive.add("\(name)/manifest.json", Array(try ReportJSON.page(manifest.manifest)))
        for entry in entries { archive.add("\(name)/\(entry.name)", entry.content) }
        archive.end()
        let path = try shelf.put(archive.octets, as: name, keeping: Self.kept)
        return report(path: path, octets: shelf.octets(of: path), at: utcMilliseconds)
    }
}

/// Something that one may do at a time.
final class Turn: Sendable {
    private let isTaken = Mutex(false)

    /// False where somebody has it; otherwise ``give()`` must follow.
    func take() -> Bool {
        isTaken.withLock { isTaken in
            guard !isTaken else { return false }
            isTaken = true
            return true
        }
    }

    func give() { isTaken.withLock { $0 = false } }
}
