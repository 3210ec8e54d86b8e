// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Synchronization
import TimeBase

/// Looks names up on a thread of its own, since that may take its time, and again every now and then: a name may move.
final class UpstreamNames: Sendable {
    private static let renewal: Duration = .seconds(900)
    private static let retry: Duration = .seconds(15)

    private struct Entry {
        var addresses: [IPAddress] = []
        var due: MonotonicInstant
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let stopping = StopFlag()

    func start() throws(HostFault) {
        _ = try HostThread.spawn(name: "ntp-names") { [self] in
            while !stopping.isRaised {
                lookAround()
                stopping.sleep(for: .milliseconds(500))
            }
        }
    }

    func stop() { stopping.raise() }

    /// These, and no others.
    func want(_ names: [String], at now: MonotonicInstant) {
        entries.withLock { entries in
            let before = entries
            entries = [:]
            for name in names where IPAddress(name) == nil { entries[name] = before[name] ?? Entry(due: now) }
        }
    }

    /// Its addresses, the best first; what is an address is its own. Empty: not known.
    func addresses(of name: String) -> [IPAddress] {
        if let address = IPAddress(name) { return [address] }
        return entries.withLock { $0[name]?.addresses ?? [] }
    }

    /// The servers of a name do not answer: it is looked up anew before long.
    func doubt(_ name: String, at now: MonotonicInstant) {
        entries.withLock { entries in
            if let entry = entries[name] { entries[name]?.due = min(entry.due, now + Self.retry) }
        }
    }

    private func lookAround() {
        let now = HostClock.now
        let due = entries.withLock { entries in entries.filter { $0.value.due <= now }.map(\.key) }
        for name in due where !stopping.isRaised {
            let found = (try? HostNames.look(up: name)) ?? []
            let next = HostClock.now + (found.isEmpty ? Self.retry : Self.renewal)
            entries.withLock { entries in
                guard entries[name] != nil else { return }
                // A name server that fails takes nothing away.
                if !found.isEmpty { entries[name]?.addresses = found }
                entries[name]?.due = next
            }
        }
    }
}
