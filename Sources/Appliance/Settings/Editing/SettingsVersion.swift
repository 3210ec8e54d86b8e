// SPDX-License-Identifier: Apache-2.0

/// One state that the file has had. Its text is kept beside, as it was written.
public struct SettingsVersion: Hashable, Sendable, Codable {
    /// From 1, each higher than the one before.
    public var number: Int
    public var by: SettingsAuthor
    /// As our clock showed it: milliseconds since 1970-01-01 without leap seconds.
    public var utcMilliseconds: Int64
    /// What its author says about it; may be empty.
    public var comment: String

    public init(number: Int, by: SettingsAuthor, utcMilliseconds: Int64, comment: String = "") {
        (self.number, self.by, self.utcMilliseconds, self.comment) = (number, by, utcMilliseconds, comment)
    }
}

/// A change that waits to be confirmed, as it lies on the disk: the program may die while it waits. The file itself keeps
/// to the old text meanwhile, so that a start without more ado is the roll-back.
struct PendingMark: Hashable, Sendable, Codable {
    var version: SettingsVersion
    var text: [UInt8]

    private enum Key: String, CodingKey {
        case version, text
    }

    init(version: SettingsVersion, text: [UInt8]) { (self.version, self.text) = (version, text) }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        version = try values.decode(SettingsVersion.self, forKey: .version)
        text = Array(try values.decode(String.self, forKey: .text).utf8)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(version, forKey: .version)
        // What is tried was read as settings, so it is UTF-8.
        try values.encode(String(decoding: text, as: UTF8.self), forKey: .text)
    }
}
