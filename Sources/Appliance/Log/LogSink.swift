// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Where log lines go. Whoever reads them may be slow or stuck: a line that cannot be written at once is dropped and
/// counted, and the count is written when there is room again.
final class LogSink: Sendable {
    static let standardError = LogSink(descriptor: STDERR_FILENO)

    private let descriptor: CInt
    private let dropped = Mutex<UInt64>(0)

    /// The descriptor remains the caller's.
    init(descriptor: CInt) { self.descriptor = descriptor }

    /// One line, at most ``LogLine/longest`` bytes, without its end.
    func write(_ line: String) {
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
