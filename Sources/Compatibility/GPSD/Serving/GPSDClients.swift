// SPDX-License-Identifier: Apache-2.0

import Appliance
import NIOCore
import Synchronization

/// Who is connected, and what was done for them and what was not.
final class GPSDClients: Sendable {
    /// What is counted.
    enum Event: String, CaseIterable {
        case accepted
        /// Not from this machine, and not allowed.
        case denied
        /// There were too many.
        case full
        /// Sent no request and watched nothing for long.
        case idle
        case tooLong = "too-long"
        case tooMuch = "too-much"
        /// Read so slowly that it was hung up on.
        case slow
        /// Reports that a client was too slow for.
        case lost
        /// Requests that were answered by an error.
        case refused
    }

    private struct Desk {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var counts: [Event: UInt64] = [:]
    }

    static let most = 32
    private let desk = Mutex(Desk())

    var isEmpty: Bool { desk.withLock { $0.channels.isEmpty } }

    /// False where there is no room.
    func enter(_ channel: any Channel) -> Bool {
        desk.withLock { desk in
            guard desk.channels.count < Self.most else { return false }
            desk.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func leave(_ channel: any Channel) { desk.withLock { $0.channels[ObjectIdentifier(channel)] = nil } }

    func count(_ event: Event, _ number: UInt64 = 1) { desk.withLock { $0.counts[event, default: 0] &+= number } }

    var counts: [NamedCount] {
        desk.withLock { desk in Event.allCases.map { NamedCount($0.rawValue, desk.counts[$0] ?? 0) } }
    }

    /// Tells all of them, each on its own thread.
    func tell(_ news: GPSDNews) {
        let channels = desk.withLock { Array($0.channels.values) }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(news) }
    }

    func hangUp() {
        let channels = desk.withLock { Array($0.channels.values) }
        for channel in channels { channel.close(promise: nil) }
    }
}

/// Reports on their way to clients.
struct GPSDNews: Sendable {
    var reports: [GPSDReport]
    /// What they are about.
    var device: String
}
