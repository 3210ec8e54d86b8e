// SPDX-License-Identifier: Apache-2.0

/// Somebody who may log in.
public struct User: Hashable, Sendable, CustomStringConvertible {
    /// 1 to 32 of `a-z 0-9 . _ -`.
    public let name: String
    public var role: Role
    var password: PasswordRecord

    /// Without the password's record, which has no business in a log.
    public var description: String { "\(name) (\(role.rawValue))" }
}
