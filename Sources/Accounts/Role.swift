// SPDX-License-Identifier: Apache-2.0

/// What a person or a program may do; each role may all that the ones below it may.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Reads everything but secrets.
    case viewer
    /// Also acknowledges alarms and runs the appliance's commands.
    case operating = "operator"
    /// Also changes settings and accounts.
    case admin

    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .operating: 1
        case .admin: 2
        }
    }
}
