// SPDX-License-Identifier: Apache-2.0

/// What this program is.
public enum Version {
    public static let text = "0.1.0"
}

/// What `gnomon version` tells.
public struct VersionReport: Codable, Hashable, Sendable {
    public var version = Version.text

    public init() {}
}
