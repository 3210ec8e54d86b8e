// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NIOCore
import Synchronization

/// Every connection to the page and the API, on all addresses together.
///
/// There is always room for one more: where all places are taken, whoever has kept one idle for longest gives it up.
/// So a thousand who connect and say nothing keep nobody out. Who is being answered keeps the place.
final class ConnectionTable: Sendable {
    struct Limits: Sendable {
        /// Enough for a status page on every desk.
        var most = 512
        /// Until a first request is heard, TLS's greetings included.
        var first: TimeAmount = .seconds(5)
        /// Between requests.
        var idle: TimeAmount = .seconds(15)
    }

    private struct Entry {
        let channel: any Channel
        /// Requests that are being answered; HTTP/2 has several at once.
        var busy = 0
        /// When it is hung up on, unless it is busy.
        var deadline: NIODeadline
    }

    private let limits: Limits
    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])
    private let turnover = Mutex(Turnover(now: .now()))

    init(limits: Limits = Limits()) { self.limits = limits }

    var count: Int { entries.withLock { $0.count } }

    /// False where there is no room, because everybody is being answered.
    func enter(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let (isIn, loser) = entries.withLock { entries -> (Bool, (any Channel)?) in
            var loser: (any Channel)?
            if entries.count >= limits.most {
                guard let idlest = Self.idlest(of: entries) else { return (false, nil) }
                loser = entries.removeValue(forKey: idlest)?.channel
            }
            entries[id] = Entry(channel: channel, deadline: .now() + limits.first)
            return (true, loser)
        }
        loser?.close(promise: nil)
        guard isIn else { return false }
        channel.closeFuture.whenComplete { [weak self] _ in self?.leave(id) }
        return true
    }

    /// A request has been heard on the channel, or on one of its streams; ``end(_:)`` must follow.
    func begin(_ channel: any Channel) {
        change(channel) { $0.busy += 1 }
    }

    func end(_ channel: any Channel) {
        change(channel) {
            $0.busy -= 1
            $0.deadline = .now() + limits.idle
        }
    }

    /// Hangs up on those whose time is over, and gives back what many have left behind.
    func sweep() {
        let now = NIODeadline.now()
        let late = entries.withLock { $0.values.filter { $0.busy == 0 && $0.deadline < now } }
        for entry in late { entry.channel.close(promise: nil) }
        if turnover.withLock({ $0.isDue(at: now) }) { HostMemory.giveBack() }
    }

    private func leave(_ id: ObjectIdentifier) {
        entries.withLock { _ = $0.removeValue(forKey: id) }
        turnover.withLock { $0.note() }
    }

    /// A stream of HTTP/2 is its connection's.
    private func change(_ channel: any Channel, _ body: (inout Entry) -> Void) {
        let ids = [channel, channel.parent].compactMap { $0.map { ObjectIdentifier($0) } }
        entries.withLock { entries in
            guard let id = ids.first(where: { entries[$0] != nil }), var entry = entries[id] else { return }
            body(&entry)
            entries[id] = entry
        }
    }

    private static func idlest(of entries: [ObjectIdentifier: Entry]) -> ObjectIdentifier? {
        entries.lazy.filter { $0.value.busy == 0 }.min { $0.value.deadline < $1.value.deadline }?.key
    }
}
