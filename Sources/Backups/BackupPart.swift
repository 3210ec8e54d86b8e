// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// Something beside the configuration that belongs into a backup. Its owner says how it is read and what may stand in it.
public protocol BackupPart: Sendable {
    /// Its name in the backup, `users`.
    var name: String { get }
    /// `nil` where there is nothing to keep.
    func read() throws -> [UInt8]?
    /// Why it may not be restored, or `nil`. Changes nothing.
    func fault(in octets: [UInt8]) -> String?
    /// Takes the place of what is there; `nil`: of what is to be nothing again.
    func replace(by octets: [UInt8]?) throws
}

/// A part that is one file.
public struct BackupFile: BackupPart {
    public let name: String
    private let path: String
    private let files: any FileLayer
    private let check: @Sendable ([UInt8]) -> String?

    /// - Parameter check: why a content may not be restored, or `nil`.
    public init(
        name: String, path: String, files: any FileLayer = HostFiles(), check: @escaping @Sendable ([UInt8]) -> String?
    ) {
        (self.name, self.path, self.files, self.check) = (name, path, files, check)
    }

    public func read() throws -> [UInt8]? { try files.read(path) }
    public func fault(in octets: [UInt8]) -> String? { check(octets) }

    public func replace(by octets: [UInt8]?) throws {
        guard let octets else { return try files.remove(path) }
        try files.replace(path, by: octets)
    }
}
