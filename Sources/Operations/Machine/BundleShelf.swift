// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import LinuxBoard
import TimeBase

/// The folder of support bundles, which only this program's user may look into.
public struct BundleShelf: Sendable {
    private let folder: String

    public init(_ folder: String) { self.folder = folder }

    /// Packed by gzip where there is one.
    /// - Returns: its path.
    func put(_ octets: [UInt8], as name: String, keeping most: Int) throws -> String {
        let plain = "\(folder)/\(name).tar"
        do throws(HostFault) {
            try HostFile.makePrivateFolder(folder)
            try HostFile.writePrivate(octets, to: plain)
        } catch {
            throw CommandRefusal(.unavailable, "the bundle cannot be written to \(plain): \(error.text.lowercased())")
        }
        let gzip = ["/usr/bin/gzip", "/bin/gzip"].first { FileManager.default.fileExists(atPath: $0) }
        let isPacked = gzip.map { ChildProgram.run($0, ["-f", plain], limit: .seconds(60)).isWell } ?? false
        tidy(keeping: most)
        return isPacked ? plain + ".gz" : plain
    }

    func octets(of path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int ?? content(of: path)?.count ?? 0
    }

    /// What is there, the latest first.
    public var names: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let dated = all.filter(Self.isName).map { name in
            let found = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return (name, (found?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)
        }
        return dated.sorted { ($0.1, $0.0) > ($1.1, $1.0) }.map(\.0)
    }

    /// `nil` where there is no such bundle.
    public func bundle(named name: String) -> [UInt8]? {
        guard Self.isName(name), names.contains(name) else { return nil }
        return content(of: "\(folder)/\(name)")
    }

    private func content(of path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map(Array.init) }

    private static func isName(_ name: String) -> Bool {
        (name.hasSuffix(".tar.gz") || name.hasSuffix(".tar")) && !name.contains("/") && !name.hasPrefix(".")
    }

    private func tidy(keeping most: Int) {
        for name in names.dropFirst(most) { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    }
}
