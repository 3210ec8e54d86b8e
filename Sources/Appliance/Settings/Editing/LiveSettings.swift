// SPDX-License-Identifier: Apache-2.0

/// Whoever can put changed settings in force without a restart. What nobody takes waits for the next start.
public protocol LiveSettings: Sendable {
    /// The keys and sections that it takes: `ntp.listen`, `alarms`.
    var liveKeys: [String] { get }
    /// Puts in force what these settings say of ``liveKeys``. Returns at once; what cannot be done yet is tried again by
    /// whoever took it. Called from one thread at a time; it must not call the store back.
    func apply(_ settings: Settings)
}

extension SettingsChange.Effect {
    /// - Parameter live: the keys and sections that somebody takes while running.
    init(of key: String, live: [String]) {
        self = live.contains { key == $0 || key.hasPrefix($0 + ".") || key.hasPrefix($0 + "[") } ? .now : .restart
    }
}
