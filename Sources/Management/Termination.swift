// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc

/// The wish, from outside, that the program should end.
public enum Termination {
    /// A reader of ours that goes away (SIGPIPE), or a terminal (SIGHUP), is no such wish. To be called before anything is
    /// written.
    public static func outlastReaders() {
        for number in [SIGPIPE, SIGHUP] { _ = signal(number, SIG_IGN) }
    }

    /// Returns at the first SIGTERM or SIGINT, or when the task is cancelled.
    public static func wait() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGTERM, SIGINT].map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        for await _ in signals { break }
        sources.forEach { $0.cancel() }
    }
}
