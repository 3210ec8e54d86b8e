// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc

/// The wish, from outside, that the program should end.
public enum Termination {
    /// Returns at the first SIGTERM or SIGINT, or when the task is cancelled. A reader of ours that goes away
    /// (SIGPIPE) is no such wish.
    public static func wait() async {
        _ = signal(SIGPIPE, SIG_IGN)
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
