// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Logging
import TimeBase

/// Writes the log as structured lines to standard error.
struct JournalHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level
    let format: Settings.Journal.Format
    let sink: LogSink

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error { all["error"] = "\(error)" }
        let fields = all.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.description) }
        let line = LogLine(time: WallClock.utc, level: event.level, message: "\(event.message)", fields: fields)
        sink.write(line.text(format))
    }
}

extension Logger {
    /// The appliance's log, as `journal` in the configuration has it.
    public static func journal(_ settings: Settings.Journal, label: String = "gnomon") -> Logger {
        let level = Level(rawValue: settings.level.rawValue) ?? .info
        return Logger(label: label) { _ in
            JournalHandler(logLevel: level, format: settings.format, sink: .standardError)
        }
    }
}

/// What the host thinks the time is: for the log's stamps, and for nothing else.
enum WallClock {
    static var utc: UTCInstant {
        var now = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0 else { return UTCInstant(day: 0, secondOfDay: 0) }
        let (day, second) = (now.tv_sec / 86_400, now.tv_sec % 86_400)
        return UTCInstant(
            day: second < 0 ? day - 1 : day, secondOfDay: second < 0 ? second + 86_400 : second,
            fraction: .nanoseconds(now.tv_nsec))
    }
}
