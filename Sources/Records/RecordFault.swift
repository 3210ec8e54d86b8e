// SPDX-License-Identifier: Apache-2.0

/// A question that the file cannot answer now.
public enum RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// With the reason, as a part of a sentence.
    case unreadable(String)

    public var description: String {
        switch self {
        case .unreadable(let reason): "the history cannot be read: \(reason)"
        }
    }
}
