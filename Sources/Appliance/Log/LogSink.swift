// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Where log lines go. Whoever reads them may be slow or stuck: a line that cannot be written at once is dropped and
/// counted, and the count is written when there is room again.
final class LogSink: Sendable {
    static let standardError = LogSink(descriptor: STDERR_FILENO)

    private let descriptor: CInt
    private let dropped = Mutex<UInt64>(0)
    private let latest = Mutex<[String]>([])
    /// As many lines are remembered, for who asks later; now and then more, up to a quarter.
    private static let remembered = 800

    /// The descriptor remains the caller's.
    init(descriptor: CInt) { self.descriptor = descriptor }

    /// One line, at most ``LogLine/longest`` bytes, without its end.
    func write(_ line: String) {
        remember(line)
        dropped.withLock { dropped in
            guard hasRoom else {
                dropped &+= 1
                return
            }
            if dropped > 0 {
                put("level=warning msg=\"log lines were dropped\" count=\(dropped)\n")
                dropped = 0
                guard hasRoom else {
                    dropped = 1
                    return
                }
            }
            put(line + "\n")
        }
    }

    /// The latest lines, the oldest first, whether they could be written or not.
    var lines: [String] { latest.withLock(\.self) }

    private func remember(_ line: String) {
        latest.withLock { latest in
            latest.append(line)
            if latest.count > Self.remembered + Self.remembered / 4 {
                latest.removeFirst(latest.count - Self.remembered)
            }
        }
    }

    /// A pipe is writable once a whole page fits, which is more than a line (pipe(7), PIPE_BUF).
    private var hasRoom: Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&state, 1, 0) == 1 && state.revents & Int16(POLLOUT) != 0
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
