// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import LinuxBoard
import Synchronization

/// The wish, from outside, that the program should end.
public enum Termination {
    /// A reader of ours that goes away (SIGPIPE), or a terminal (SIGHUP), is no such wish. To be called before anything is
    /// written.
    public static func outlastReaders() {
        _ = path
        for number in [SIGPIPE, SIGHUP] { _ = signal(number, SIG_IGN) }
    }

    /// Whether, once it has ended, the program is to start anew.
    private static let startsAnew = Atomic(false)
    /// As it was at the start: an upgrade puts another file there.
    private static let path = ChildProgram.ownPath

    /// The program ends in half a second, when who asked for it has the answer, and starts anew.
    public static func restart() {
        startsAnew.store(true, ordering: .relaxed)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(500)) { _ = kill(getpid(), SIGTERM) }
    }

    /// To be called last. Returns where the program is to end, or cannot start anew: then whoever watches it may do so.
    public static func startAnewIfWished(_ arguments: [String]) {
        guard startsAnew.load(ordering: .relaxed), let path else { return }
        _ = ChildProgram.become(path, arguments)
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
