// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// Everything that makes one appliance this one: its configuration, and the files that belong to it.
public struct Backup: Hashable, Sendable {
    /// When it was made, as our clock showed it: milliseconds since 1970-01-01 without leap seconds.
    public var utcMilliseconds: Int64
    /// The program that made it, as `gnomon version` tells.
    public var program: String
    /// The configuration as it was written.
    public var settings: [UInt8]
    /// The content of each further part, by its name: `users`, `certificate`.
    public var parts: [String: [UInt8]]

    public init(utcMilliseconds: Int64, program: String, settings: [UInt8], parts: [String: [UInt8]] = [:]) {
        (self.utcMilliseconds, self.program) = (utcMilliseconds, program)
        (self.settings, self.parts) = (settings, parts)
    }
}

/// Why a backup is not made, not opened or not restored. Nothing has changed by it.
public enum BackupFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer than ``Backup/shortestPassphrase`` octets.
    case weakPassphrase
    /// It is no backup, or one that was cut short.
    case notABackup(String)
    /// It was made by a later version of the program: the number of its format.
    case tooNew(Int)
    /// The passphrase is not the one, or the file was altered.
    case notOpened
    /// A part of it is not taken, with the reason.
    case refused(part: String, reason: String)
    /// The settings in it are not taken.
    case settings(EditRefusal)

    public var description: String {
        switch self {
        case .weakPassphrase: "the passphrase must have at least \(Backup.shortestPassphrase) octets"
        case .notABackup(let reason): "this is no backup of Gnomon: \(reason)"
        case .tooNew(let number):
            "the backup has format \(number), and this program knows \(BackupDocument.newest); restore it with a later one"
        case .notOpened: "the passphrase is wrong, or the file was altered"
        case .refused(let part, let reason): "\(part): \(reason)"
        case .settings(let refusal): "the settings in the backup are not taken: \(refusal)"
        }
    }
}
