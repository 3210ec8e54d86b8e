// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Synchronization
import TimeBase

extension Chronyc {
    /// Answers requests, wherever they come from, about one appliance. Any thread may ask it; each waits for the others.
    final class Desk: Sendable {
        private struct Books {
            var askers = AskerBook()
            var received: UInt64 = 0
            var answered: UInt64 = 0
            var refused: [Refusal: UInt64] = [:]
            var receiver = SourceWatch()
            var pulse = SourceWatch()

            /// What was refused before it was looked at, as chronyd counts it.
            var dropped: UInt64 { (refused[.tooOften] ?? 0) &+ (refused[.stranger] ?? 0) }
        }

        private let view: any ApplianceView
        private let compatibility: Settings.Compatibility
        private let books = Mutex(Books())
        private let list = ClientList()

        init(_ view: any ApplianceView, _ compatibility: Settings.Compatibility) {
            (self.view, self.compatibility) = (view, compatibility)
        }

        /// To be called once a second: what comes and what fails to come is told by looking.
        func look() {
            let snapshot = view.snapshot
            let (receiver, pulse) = (snapshot.receiver, snapshot.pulse)
            books.withLock {
                $0.receiver.note(total: receiver.epochsHeard, at: receiver.isTimeValid ? receiver.lastEpoch : nil)
                $0.pulse.note(total: pulse.accepted, at: pulse.lastEdge)
            }
        }

        /// Whether somebody's request is to be looked at; otherwise that is counted.
        /// - Parameter address: `nil`: somebody who may write to our file.
        func admits(_ address: IPAddress?, at now: MonotonicInstant) -> Bool {
            books.withLock { $0.received &+= 1 }
            if let address, !compatibility.admits(address) {
                count(.stranger)
            } else if !books.withLock({ $0.askers.admit(address, at: now) }) {
                count(.tooOften)
            } else {
                return true
            }
            return false
        }

        /// The reply; `nil` where there is none, which is counted.
        func answer(_ octets: [UInt8], at now: MonotonicInstant) -> [UInt8]? {
            do throws(Refusal) {
                let reply = try Chronyc.answer(octets, about: facts(at: now))
                books.withLock { $0.answered &+= 1 }
                return reply
            } catch {
                count(error)
                return nil
            }
        }

        private func facts(at now: MonotonicInstant) -> ApplianceFacts {
            let (receiver, pulse, commands) = books.withLock { books in
                (books.receiver, books.pulse, Asking(hits: books.received, drops: books.dropped))
            }
            return ApplianceFacts(snapshot: view.snapshot, receiver: receiver, pulse: pulse, commands: commands) {
                [self] in
                list.clients(at: now) {
                    Client.all(view.clients, commands: books.withLock { $0.askers.asked(at: now) }, at: now)
                }
            }
        }

        func count(_ refusal: Refusal) { books.withLock { $0.refused[refusal, default: 0] &+= 1 } }

        var facts: CompatibilityFacts {
            books.withLock { books in
                var facts = CompatibilityFacts()
                (facts.received, facts.answered) = (books.received, books.answered)
                facts.refused = Refusal.allCases.map { NamedCount($0.rawValue, books.refused[$0] ?? 0) }
                return facts
            }
        }
    }

    /// The clients as they were last listed: who asks for them page by page gets pages of one list, and a flood of such
    /// requests does not make one each.
    private final class ClientList: Sendable {
        private static let freshness = Duration.milliseconds(1500)
        private let last = Mutex<(clients: [Client], at: MonotonicInstant)?>(nil)

        func clients(at now: MonotonicInstant, making make: () -> [Client]) -> [Client] {
            last.withLock { last in
                if let last, now - last.at < Self.freshness, now >= last.at { return last.clients }
                let clients = make()
                last = (clients, now)
                return clients
            }
        }
    }
}
