// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
public import Logging
import TimeBase

/// Writes the log as structured lines to standard error.
struct JournalHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    /// Where one writer's own level is asked for, the threshold is not looked at.
    private var ownLevel: Logger.Level?
    private let threshold: LogThreshold
    let format: Settings.Journal.Format
    let sink: LogSink

    init(threshold: LogThreshold, format: Settings.Journal.Format, sink: LogSink) {
        (self.threshold, self.format, self.sink) = (threshold, format, sink)
    }

    var logLevel: Logger.Level {
        get { ownLevel ?? threshold.level }
        set { ownLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error { all["error"] = "\(error)" }
        let fields = all.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.description) }
        let line = LogLine(
            time: HostClock.systemTime.shown.utc, level: event.level, message: "\(event.message)", fields: fields)
        sink.write(line.text(format))
    }
}

extension Logger {
    /// The appliance's log, as `journal` in the configuration has it.
    /// - Parameter threshold: by which the level is changed later.
    public static func journal(
        _ settings: Settings.Journal, threshold: LogThreshold? = nil, label: String = "gnomon"
    ) -> Logger {
        let threshold = threshold ?? LogThreshold(settings)
        return Logger(label: label) { _ in
            JournalHandler(threshold: threshold, format: settings.format, sink: .standardError)
        }
    }
}
