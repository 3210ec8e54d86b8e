// SPDX-License-Identifier: Apache-2.0

/// What those who ask by management messages may do. There is no key in them: whoever reaches the port is believed.
public struct ManagementRights: OptionSet, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Be answered at all.
    public static let read = ManagementRights(rawValue: 1)
    /// Change priority1 and priority2, and so who is the master.
    public static let setPriorities = ManagementRights(rawValue: 2)
    /// Change how often is announced and sent, and how long the others are waited for.
    public static let setIntervals = ManagementRights(rawValue: 4)
    /// Change the description that people gave the clock.
    public static let setDescription = ManagementRights(rawValue: 8)

    public static let all: ManagementRights = [.read, .setPriorities, .setIntervals, .setDescription]
}
