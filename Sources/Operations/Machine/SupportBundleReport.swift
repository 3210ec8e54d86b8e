// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What `support-bundle` tells: where it is, and what is in it.
public struct SupportBundleReport: Codable, Hashable, Sendable, CommandReport {
    public struct Entry: Codable, Hashable, Sendable {
        public var name: String
        public var octets: Int
        /// Of its content, in hexadecimal.
        public var sha256: String
        /// Whether there was more of it than there is room for.
        public var cut: Bool
    }

    /// What `manifest.json` in it says.
    struct Manifest: Codable {
        var made: String
        var program: String
        var entries: [Entry]
    }

    /// On this appliance.
    public var path: String
    /// Of the file, packed.
    public var octets: Int
    /// UTC, ISO 8601.
    public var made: String
    public var entries: [Entry]

    var manifest: Manifest { Manifest(made: made, program: "gnomon \(Version.text)", entries: entries) }

    /// The file's name: what it is fetched by.
    public var name: String { String(path.split(separator: "/").last ?? "") }

    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put("\(path), \(octets) octets. It can be fetched from /api/v1/support-bundles/\(name).")
        sheet.blank()
        sheet.table(
            [.figure("octets"), .init("what"), .words("")],
            entries.map { ["\($0.octets)", $0.name, $0.cut ? "cut" : ""] })
        sheet.blank()
        sheet.put("No password, token, key or secret of the configuration is in it; addresses of clients are.")
        return sheet.text
    }
}
