// SPDX-License-Identifier: Apache-2.0

import GRDB

/// What can be done about a file.
enum FileFault: Error, Hashable {
    /// It is set aside.
    case damaged(String)
    /// It stays open, for reading, and is written again later.
    case unwritable(String)
    /// It is closed, and opened again later.
    case unavailable(String)

    init(_ error: any Error) {
        switch error {
        case let fault as FileFault: self = fault
        case let error as DatabaseError: self = Self.of(error)
        default: self = .unavailable("\(error)")
        }
    }

    var reason: String {
        switch self {
        case .damaged(let reason), .unwritable(let reason), .unavailable(let reason): reason
        }
    }

    private static func of(_ error: DatabaseError) -> Self {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: .damaged(error.message ?? "it is damaged")
        case .SQLITE_FULL: .unwritable("the disk is full, or the file has reached its limit")
        case .SQLITE_READONLY: .unwritable("it is read-only")
        case .SQLITE_IOERR: .unavailable("the disk does not read or write it (\(error.extendedResultCode))")
        case .SQLITE_CANTOPEN: .unavailable("it cannot be opened")
        case .SQLITE_BUSY, .SQLITE_LOCKED: .unwritable("another program holds it")
        default: .unavailable(error.message ?? "\(error.resultCode)")
        }
    }
}
