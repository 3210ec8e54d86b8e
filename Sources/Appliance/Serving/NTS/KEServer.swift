// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import Synchronization
import TimeBase

/// What a server of key establishment works with; replaced as a whole.
struct KEMaterial: Sendable {
    var context: TLSContext
    var keys: CookieKeys
    var place: KENegotiation.Place
    var policy: AccessPolicy
    /// What ``policy`` was made of.
    var allowing: Allowing
}

/// Whom the settings allow and deny.
struct Allowing: Hashable, Sendable {
    private let allow: [AddressPrefix]
    private let deny: [AddressPrefix]

    init(_ settings: Settings) { (allow, deny) = (settings.allow, settings.deny) }
}

/// The server of NTS key establishment at one address, on a thread of its own. Connections are few, short and small;
/// whoever is slow, or many, cannot keep others out for long.
final class KEServer: Sendable {
    let local: IPEndpoint
    let counters: KECounters
    private let thread: EndableThread

    /// - Parameter material: what is published is used for the next connections.
    init(listeningOn endpoint: IPEndpoint, _ material: Posted<KEMaterial>) throws(SocketFault) {
        let listener = try StreamListener(listeningOn: endpoint)
        (local, counters) = (listener.local, KECounters())
        let box = ListenerBox(listener)
        do {
            thread = try EndableThread.start(name: "nts-ke") { [counters] thread in
                guard let listener = box.take(), let loop = KELoop(listener, material, counters) else { return }
                var running = loop
                while !thread.isEnding { running.turn() }
            }
        } catch { throw .failed(errno: error.errno) }
    }

    func stop() { thread.stop() }
}

/// Hands the listener over to its thread.
private final class ListenerBox: Sendable {
    private let listener: Mutex<StreamListener?>
    init(_ listener: consuming sending StreamListener) { self.listener = Mutex(listener) }
    func take() -> StreamListener? { listener.withLock { $0.take() } }
}

/// What became of connections.
final class KECounters: Sendable {
    private let accepted = Atomic(0)
    private let answered = Atomic(0)
    private let refused = Atomic(0)
    private let handshake = Atomic(0)
    private let abandoned = Atomic(0)
    private let turnedAway = Atomic(0)

    func note(_ outcome: KEConversation.Outcome) {
        switch outcome {
        case .answered: answered.add(1, ordering: .relaxed)
        case .refused: refused.add(1, ordering: .relaxed)
        case .handshake: handshake.add(1, ordering: .relaxed)
        case .abandoned: abandoned.add(1, ordering: .relaxed)
        }
    }

    func noteAccepted() { accepted.add(1, ordering: .relaxed) }
    func noteTurnedAway() { turnedAway.add(1, ordering: .relaxed) }

    var now: KECounts {
        KECounts(
            accepted: accepted.load(ordering: .relaxed), answered: answered.load(ordering: .relaxed),
            refused: refused.load(ordering: .relaxed), handshake: handshake.load(ordering: .relaxed),
            abandoned: abandoned.load(ordering: .relaxed), turnedAway: turnedAway.load(ordering: .relaxed))
    }
}
