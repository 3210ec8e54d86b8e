// SPDX-License-Identifier: Apache-2.0

/// What differs between two configurations, as they are in force: a default that is written out differs in nothing.
public enum SettingsDiff {
    /// In the order of the sections.
    /// - Parameter live: the keys and sections that are taken while running; see ``LiveSettings``.
    public static func changes(from old: Settings, to new: Settings, live: [String]) -> [SettingsChange] {
        guard old != new else { return [] }
        let (before, after) = (FlatSettings(old), FlatSettings(new))
        return before.keys(and: after).compactMap { key in
            let (was, becomes) = (before[key], after[key])
            guard was != becomes else { return nil }
            return SettingsChange(
                key: key, old: SecretKeys.shown(was, of: key), new: SecretKeys.shown(becomes, of: key),
                takesEffect: .init(of: key, live: live))
        }
    }
}
