// SPDX-License-Identifier: Apache-2.0

/// One key whose value differs between two configurations.
public struct SettingsChange: Hashable, Sendable, Codable {
    /// When a changed value is in force.
    public enum Effect: String, Hashable, Sendable, Codable, CaseIterable {
        /// At once, and service goes on.
        case now
        /// When the program starts the next time.
        case restart
    }

    /// The path to the key, `ntp.listen`.
    public var key: String
    /// As YAML has it in one line, a default as well as what is written; `null` where there is nothing. What is secret
    /// is `…`.
    public var old: String
    public var new: String
    public var takesEffect: Effect

    public init(key: String, old: String, new: String, takesEffect: Effect) {
        (self.key, self.old, self.new, self.takesEffect) = (key, old, new, takesEffect)
    }

    /// The way back.
    public var reversed: Self { Self(key: key, old: new, new: old, takesEffect: takesEffect) }
}
