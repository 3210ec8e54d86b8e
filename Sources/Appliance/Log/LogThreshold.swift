// SPDX-License-Identifier: Apache-2.0

public import Logging
import Synchronization

/// From which level on the log is written, for all who write it; may be changed while they do.
public final class LogThreshold: LiveSettings {
    private let rank: Atomic<Int>

    public init(_ settings: Settings.Journal) { rank = Atomic(Self.rank(of: settings)) }

    public var level: Logger.Level { Logger.Level.allCases[rank.load(ordering: .relaxed)] }

    public let liveKeys = ["journal.level"]

    public func apply(_ settings: Settings) { rank.store(Self.rank(of: settings.journal), ordering: .relaxed) }

    private static func rank(of settings: Settings.Journal) -> Int {
        let level = Logger.Level(rawValue: settings.level.rawValue) ?? .info
        return Logger.Level.allCases.firstIndex(of: level) ?? 0
    }
}
