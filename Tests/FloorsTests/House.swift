// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The checkout as these tests see it: its folders, files and imports.
enum House {
    /// Each room's floor. An import goes to a lower one.
    static let floors: [String: Int] = [
        "TimeBase": 0, "CLinux": 0, "CGPIOD": 0, "CUdev": 0, "CLibcrypto": 0, "GNSS": 1, "Board": 1, "TimeKeeping": 2,
        "NTP": 2, "PTP": 2,
        "SimulatedBoard": 3, "LinuxBoard": 3, "Appliance": 4, "Records": 4, "Accounts": 4, "Backups": 4, "Pages": 4,
        "Notices": 4,
        "Management": 4, "Operations": 4, "Console": 4, "Compatibility": 4, "gnomon": 5,
    ]

    /// Rooms on one floor that may see each other nevertheless: the people's entrances stand on the composition.
    static let doors: Set<[String]> = [
        ["Management", "Appliance"], ["Management", "Records"], ["Management", "Accounts"], ["Management", "Pages"],
        ["Management", "Notices"], ["Management", "Backups"], ["Management", "Compatibility"],
        ["Management", "Operations"], ["Management", "Console"], ["Operations", "Appliance"],
        ["Operations", "Records"],
        ["Operations", "Accounts"], ["Operations", "Backups"], ["Compatibility", "Appliance"],
        ["Backups", "Appliance"],
        ["Pages", "Appliance"],
    ]

    /// Rooms that read no clock, open nothing and start no thread.
    static let pure = ["TimeBase", "GNSS", "Board", "TimeKeeping", "NTP", "PTP", "Console"]

    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url
    }()

    /// The rooms that have content.
    static func rooms() throws -> [String] {
        Set(try files(under: "Sources").compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
            .sorted()
    }

    /// Paths below the root, in order; hidden files and folders are left out.
    static func files(under folder: String) throws -> [String] {
        let top = root.appendingPathComponent(folder).path
        guard FileManager.default.fileExists(atPath: top) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: top)
            .filter { !isHidden($0) && isFile(top + "/" + $0) }
            .map { folder + "/" + $0 }
            .sorted()
    }

    private static func isHidden(_ path: String) -> Bool {
        path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__pycache__" }
    }

    private static func isFile(_ path: String) -> Bool {
        let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isRegularFileKey])
        return values?.isRegularFile ?? false
    }

    static func swiftFiles(in room: String) throws -> [String] {
        try files(under: "Sources/" + room).filter { $0.hasSuffix(".swift") }
    }

    static func lines(of path: String) throws -> [Substring] {
        let data = try Data(contentsOf: root.appendingPathComponent(path))
        let text = String(decoding: data, as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// What a room may use, by the package's manifest; `nil` where the manifest does not know it.
    static func declaredDependencies(of room: String) throws -> Set<String>? {
        let manifest = try lines(of: "Package.swift").joined(separator: "\n")
        return Manifest.dependencies(of: room, in: manifest)
    }
}
