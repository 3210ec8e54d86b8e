// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Does what takes long, a few at a time and off the tasks' own threads; what is too much is turned away at once.
final class DerivationDesk: Sendable {
    struct Busy: Error {}

    /// Does the work; what it returns tells who waits for it.
    private typealias Job = @Sendable () -> @Sendable () -> Void

    private struct State {
        var running = 0
        var mostAtOnce = 0
        var taken = 0
        var waiting: [Job] = []
    }

    private let state = Mutex(State())
    private let atOnce: Int
    private let mostWaiting: Int
    private let queue = DispatchQueue(label: "passwords", qos: .utility, attributes: .concurrent)

    init(atOnce: Int, waiting: Int) { (self.atOnce, mostWaiting) = (atOnce, waiting) }

    /// The most that ever ran at once.
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

    /// How much work was taken, ever.
    var taken: Int { state.withLock { $0.taken } }

    /// Throws ``Busy`` where too many wait, or what the work throws.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = take {
                let result = Swift.Result { try work() }
                return { continuation.resume(with: result) }
            }
            if !isTaken { continuation.resume(throwing: Busy()) }
        }
    }

    private func take(_ job: @escaping Job) -> Bool {
        let starts: Bool? = state.withLock { state in
            guard state.running >= atOnce else {
                state.running += 1
                state.taken += 1
                state.mostAtOnce = max(state.mostAtOnce, state.running)
                return true
            }
            guard state.waiting.count < mostWaiting else { return nil }
            state.waiting.append(job)
            state.taken += 1
            return false
        }
        if starts == true { queue.async { self.work(off: job) } }
        return starts != nil
    }

    /// Does a job, and then those that have waited meanwhile. The place is free before anybody is told.
    private func work(off first: @escaping Job) {
        var job: Job? = first
        while let current = job {
            let tell = current()
            job = next()
            tell()
        }
    }

    private func next() -> Job? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
    }
}
