// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// The connections of one server of key establishment, turn by turn.
struct KELoop: ~Copyable {
    /// Connections at once; more are closed as they come.
    static let most = 100
    /// Of one address at once.
    static let mostOfOne = 8
    /// How long a client may take for all of it.
    static let patience = Duration.seconds(5)

    private struct Guest {
        let stream: Stream
        let conversation: KEConversation
        let until: MonotonicInstant
        /// Whether the other side is only waited for to close.
        var isLeaving = false
        var isGone = false
    }

    private let listener: StreamListener
    private let published: Posted<KEMaterial>
    private let counters: KECounters
    private var material: KEMaterial
    private var count: UInt64
    private var terms: KETerms
    private var guests: [Guest] = []
    private var room = [UInt8](repeating: 0, count: 4_096)

    /// `nil` where libcrypto cannot be had.
    init?(_ listener: consuming StreamListener, _ published: Posted<KEMaterial>, _ counters: KECounters) {
        guard let box = CryptoBox() else { return nil }
        (self.published, self.counters) = (published, counters)
        count = published.count
        material = published.read()
        terms = KETerms(jar: CookieJar(box, keys: material.keys), place: material.place)
        self.listener = listener
    }

    /// Waits for whatever comes, at most a fifth of a second, and does it.
    mutating func turn() {
        var wait = StreamWait()
        let door = wait.add(listener.raw)
        let places = guests.map { guest in
            wait.add(guest.stream.raw, writes: !guest.conversation.pending.isEmpty)
        }
        wait.wait(milliseconds: 200)
        if published.count != count { lookAtTheMaterial() }
        for (index, place) in places.enumerated() where wait.isReady(place) { serve(index) }
        let now = HostClock.now
        for index in guests.indices where !guests[index].isGone && now > guests[index].until { drop(index) }
        guests.removeAll(where: \.isGone)
        if wait.isReady(door) { admit(at: now) }
    }

    private mutating func lookAtTheMaterial() {
        count = published.count
        material = published.read()
        terms.jar.take(material.keys)
        terms.place = material.place
    }

    /// As many as wait, but not without end.
    private mutating func admit(at now: MonotonicInstant) {
        for _ in 0..<32 {
            guard let stream = listener.accept() else { return }
            counters.noteAccepted()
            let address = stream.peer.address
            let others = guests.count { $0.stream.peer.address == address }
            guard guests.count < Self.most, others < Self.mostOfOne, material.policy.allows(address.number),
                let session = material.context.accept()
            else {
                counters.noteTurnedAway()
                continue
            }
            guests.append(
                Guest(stream: stream, conversation: KEConversation(session), until: now + Self.patience))
        }
    }

    private mutating func serve(_ index: Int) {
        let guest = guests[index]
        switch guest.stream.receive(into: &room) {
        case .octets(let count): guest.conversation.take(room[..<count], &terms)
        case .later: break
        case .ended:
            // A client that has its answer closes, and that is all.
            return drop(index)
        }
        send(index)
    }

    private mutating func send(_ index: Int) {
        let guest = guests[index]
        while !guest.conversation.pending.isEmpty {
            switch guest.stream.send(guest.conversation.pending) {
            case .octets(let count): guest.conversation.noteSent(count)
            case .later: return
            case .ended: return drop(index)
            }
        }
        guard guest.conversation.outcome != nil, !guest.isLeaving else { return }
        // Closed outright, what the client has not read yet could be lost.
        guest.stream.end()
        guests[index].isLeaving = true
    }

    private mutating func drop(_ index: Int) {
        counters.note(guests[index].conversation.outcome ?? .abandoned)
        guests[index].isGone = true
    }
}
