// SPDX-License-Identifier: Apache-2.0

/// Why the accounts' file could not be used. It is left as it is.
public enum AccountFileFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is there, and is not what the accounts wrote: `place` as in `users[1].role`.
    case damaged(path: String, place: String, reason: String)
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .damaged(let path, let place, let reason): "\(path): \(place): \(reason)"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        }
    }
}
