// SPDX-License-Identifier: Apache-2.0

/// The packages that are kept: the one that is installed, and the one before it.
struct PackageShelf: Sendable {
    let folder: String
    let host: any MachineHost

    /// Where apt leaves what it has fetched.
    private static let cache = "/var/cache/apt/archives"
    /// Names the file that was installed before the last upgrade.
    private var note: String { folder + "/previous" }

    func path(of package: DebianPackage) -> String { folder + "/" + package.fileName }

    /// The package before the last upgrade, where it is still there.
    var previous: String? {
        guard let name = host.text(note)?.split(whereSeparator: \.isNewline).first, isName(name) else { return nil }
        let path = folder + "/" + name
        return host.has(path) ? path : nil
    }

    /// Puts a package onto the shelf before it is installed, and remembers which one it takes the place of.
    /// - Returns: whether that one is there too.
    func keep(
        _ package: DebianPackage, of file: String, replacing present: String?, architecture: String
    ) throws(MachineRefusal) -> Bool {
        try host.makeFolder(folder)
        if file != path(of: package) { try host.copy(file, to: path(of: package)) }
        let before = present.map { DebianPackage(name: package.name, version: $0, architecture: architecture) }
        let old = try before.map(find) ?? nil
        try host.write(old.map { $0.fileName + "\n" } ?? "", to: note)
        tidy(keeping: [package.fileName, old?.fileName].compactMap(\.self))
        return old != nil
    }

    /// One that came by apt was kept by apt.
    private func find(_ package: DebianPackage) throws(MachineRefusal) -> DebianPackage? {
        if host.has(path(of: package)) { return package }
        let cached = Self.cache + "/" + package.fileName
        guard host.has(cached) else { return nil }
        try host.copy(cached, to: path(of: package))
        return package
    }

    private func tidy(keeping kept: [String]) {
        for name in host.names(in: folder) where name.hasSuffix(".deb") && !kept.contains(name) {
            host.remove(folder + "/" + name)
        }
    }

    private func isName(_ name: Substring) -> Bool { name.hasSuffix(".deb") && !name.contains("/") }
}
