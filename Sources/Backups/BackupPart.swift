// SPDX-License-Identifier: Apache-2.0

/// Something beside the configuration that belongs into a backup. Its owner says how it is read, what may stand in it,
/// and how it is tried.
public protocol BackupPart: Sendable {
    /// Its name in the backup, `users`.
    var name: String { get }
    /// As it is kept, whatever is on trial; `nil` where there is nothing to keep.
    func read() throws -> [UInt8]?
    /// Why it may not be restored, or `nil`. Changes nothing.
    func fault(in octets: [UInt8]) -> String?
    /// One phrase for people: what it holds.
    func summary(of octets: [UInt8]) -> String
    /// Puts it in force without keeping it, so that the program's end undoes it.
    func begin(_ octets: [UInt8]) throws
    /// Keeps what is on trial. Where it throws, it is on trial still.
    func keep() throws
    /// Puts in force again what was before the trial; nothing where nothing is on trial.
    func undo()
}
