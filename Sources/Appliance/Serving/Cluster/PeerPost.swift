// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Synchronization
import TimeBase

/// What a peer says of itself, on its way from the NTP worker that heard it to the thread that minds the peers.
struct PeerLetter: BitwiseCopyable, Sendable {
    /// A header, a MAC, and some fields that nobody reads.
    static let mostOctets = 128

    private(set) var octets = InlineArray<128, UInt8>(repeating: 0)
    private(set) var count = 0
    private(set) var source: IPEndpoint
    /// The local address that it was sent to, where that is told.
    private(set) var asked: IPAddress?
    private(set) var at: MonotonicInstant

    /// Traps where there are more octets than ``mostOctets``.
    init(_ buffer: Span<UInt8>, _ arrival: DatagramArrival) {
        for index in 0..<arrival.count { octets[index] = buffer[index] }
        (count, source, asked, at) = (arrival.count, arrival.source, arrival.asked, arrival.at)
    }
}

/// Where the workers leave such letters. Peers write seldom; no worker ever waits here.
final class PeerPost: Sendable {
    private static let capacity = 64

    private let waiting = Mutex<[PeerLetter]>([])
    private let isMinded = Atomic(false)
    /// `nil` where the system has no descriptor left.
    private let bell = try? ControlBell()

    init() { waiting.withLock { $0.reserveCapacity(Self.capacity) } }

    /// False where nobody minds the peers, too much waits, or just now the post is being fetched.
    func leave(_ buffer: Span<UInt8>, _ arrival: DatagramArrival) -> Bool {
        guard isMinded.load(ordering: .relaxed), !arrival.isTruncated, arrival.count <= PeerLetter.mostOctets else {
            return false
        }
        let isLeft = waiting.withLockIfAvailable { waiting in
            guard waiting.count < Self.capacity else { return false }
            waiting.append(PeerLetter(buffer, arrival))
            return true
        }
        if isLeft == true { bell?.wake.signal() }
        return isLeft ?? false
    }

    // MARK: The thread's side

    func mind(_ isMinding: Bool) { isMinded.store(isMinding, ordering: .relaxed) }

    /// What is there to be waited for; `nil`: nothing, and one has to look every now and then.
    var number: Int32? { bell?.wake.number }

    func fetch() -> [PeerLetter] {
        bell?.wake.drain()
        return waiting.withLock { waiting in
            let letters = waiting
            waiting.removeAll(keepingCapacity: true)
            return letters
        }
    }
}
