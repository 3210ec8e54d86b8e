// SPDX-License-Identifier: Apache-2.0

/// The end of the log, for people who were not there.
public enum LogTail {
    /// Up to a thousand lines, the oldest first.
    public static var lines: [String] { LogSink.standardError.lines }
}
