// SPDX-License-Identifier: Apache-2.0

/// Why settings are not changed. Whatever it is: what was in force is in force still, and what was kept is kept.
public enum EditRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the order of the text; never empty.
    case faults([SettingsFault])
    /// Somebody else changed the settings meanwhile; this version is the one now.
    case conflict(current: Int)
    /// Another change waits to be confirmed.
    case changePending(by: SettingsAuthor, secondsLeft: Int)
    /// Nothing waits to be confirmed, or not any more.
    case nothingPending
    /// The text is what the file says already.
    case unchanged
    case noSuchVersion(Int)
    /// Outside of ``SettingsStore/confirmation``.
    case badDeadline
    /// A file could not be read or written.
    case storage(FileTrouble)

    public var description: String {
        switch self {
        case .faults(let faults): faults.map(\.description).joined(separator: "\n")
        case .conflict(let current):
            "the settings were changed meanwhile and are now version \(current); look at them and try again"
        case .changePending(let by, let seconds):
            "a change by \(by.who) waits to be confirmed, for \(seconds) s yet; confirm it or roll it back first"
        case .nothingPending: "no change waits to be confirmed; it was rolled back, or confirmed already"
        case .unchanged: "the configuration says just this already"
        case .noSuchVersion(let number): "there is no version \(number), or no more"
        case .badDeadline:
            "the time to confirm must be \(SettingsStore.confirmation.lowerBound.components.seconds) to \(SettingsStore.confirmation.upperBound.components.seconds) s"
        case .storage(let trouble): "the settings could not be kept: \(trouble)"
        }
    }
}
