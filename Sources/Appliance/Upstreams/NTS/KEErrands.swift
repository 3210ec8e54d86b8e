// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import Synchronization
import TimeBase

/// Runs errands for keys, all at once, on a thread of its own: neither time nor its requests wait for a server of keys.
/// The thread ends when this goes.
final class KEErrands: Sendable {
    private let desk = KEErrandDesk()

    init() throws(HostFault) {
        _ = try HostThread.spawn(name: "nts-client") { [desk] in
            var walks = KEWalks()
            while !desk.stopping.isRaised { walks.turn(desk) }
        }
    }

    deinit { desk.stopping.raise() }

    func send(_ errand: KEErrand) { desk.papers.withLock { $0.waiting.append(errand) } }

    /// What came back since.
    func collect() -> [KEReturn] {
        desk.papers.withLock { papers in
            defer { papers.done = [] }
            return papers.done
        }
    }
}

/// Between who wishes for keys and who fetches them.
private final class KEErrandDesk: Sendable {
    struct Papers {
        var waiting: [KEErrand] = []
        var done: [KEReturn] = []
    }

    let papers = Mutex(Papers())
    let stopping = StopFlag()

    func take() -> [KEErrand] {
        papers.withLock { papers in
            defer { papers.waiting = [] }
            return papers.waiting
        }
    }

    func put(_ errand: KEErrand, _ result: Result<KEYield, KEFailure>) {
        papers.withLock { $0.done.append(KEReturn(errand: errand, result: result)) }
    }
}

/// The errands on their way.
private struct KEWalks {
    private var walks: [KEWalk] = []
    private var room = [UInt8](repeating: 0, count: 4_096)

    /// Waits for whatever comes, at most a tenth of a second, and does it.
    mutating func turn(_ desk: KEErrandDesk) {
        for errand in desk.take() {
            do throws(KEFailure) { walks.append(try KEWalk(errand, at: HostClock.now)) } catch {
                desk.put(errand, .failure(error))
            }
        }
        guard !walks.isEmpty else { return desk.stopping.sleep(for: .milliseconds(100)) }
        var wait = StreamWait()
        let places = walks.map { $0.add(to: &wait) }
        wait.wait(milliseconds: 100)
        let now = HostClock.now
        var left: [KEWalk] = []
        for (walk, place) in zip(walks, places) {
            if let result = walk.turn(wait.isReady(place), at: now, room: &room) {
                desk.put(walk.errand, result)
            } else {
                left.append(walk)
            }
        }
        walks = left
    }
}
