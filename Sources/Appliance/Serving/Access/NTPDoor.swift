// SPDX-License-Identifier: Apache-2.0

import Board
public import NTP

/// How often whom NTP answers may ask, the same for all its workers.
///
/// A worker takes what its socket has and decides about each request by itself; what is refused costs it next to nothing
/// but the kernel's part, which is most of what any request costs: to receive it takes about a third of what receiving
/// and answering takes. So a few times as many requests as can be answered are enough to fill the socket's queue, and then
/// the kernel drops blindly, those who poll among the others. Before that happens the kernel is told to drop for us
/// (``Pressure``, ``TimestampedSocket/sift(passing:share:)``): who is known passes, and of the others as many as
/// can be dealt with. What is left is the kernel's alone: a card or a processor that cannot take in the packets.
public final class NTPDoor: Sendable {
    /// Of the hashes of clients: one for all workers, so that what they count can be joined.
    let secret: HashSecret
    let settings: Posted<Reception.Settings>

    /// - Parameter secret: drawn by chance, so that nobody outside can find addresses that share a place.
    public init(
        _ settings: Reception.Settings = Reception.Settings(),
        secret: HashSecret = HashSecret(.random(in: 0 ... .max), .random(in: 0 ... .max))
    ) {
        (self.settings, self.secret) = (Posted(settings), secret)
    }

    /// What is wanted from each worker's next batch on. That begins with nobody known.
    public func apply(_ wanted: Reception.Settings) {
        guard settings.read() != wanted else { return }
        settings.publish(wanted)
    }
}

/// One worker's place at the ``NTPDoor``.
struct DoorKeeper: ~Copyable {
    private let door: NTPDoor
    private var reception: Reception
    private var settingsCount: UInt64
    private var second: Int64 = 0
    private var pressure = Pressure()
    private var known: [UInt64] = []

    init(_ door: NTPDoor) {
        self.door = door
        settingsCount = door.settings.count
        reception = Reception(door.settings.read(), secret: door.secret)
    }

    /// The interval that a kiss-o'-death asks for, log2 seconds.
    var poll: Int8 { reception.poll }

    /// Once a batch, and where none comes: looks whether something else is wanted, and hands over who was answered.
    /// Returns whether another second has begun.
    mutating func keepUp(at now: Int64, _ board: VisitorBoard) -> Bool {
        reception.handOver(at: now) { board.put($0) }
        if door.settings.count != settingsCount { begin() }
        let current = now / 1_000_000_000
        defer { second = current }
        return current != second
    }

    /// The count goes first, so that what is published meanwhile is read anew.
    private mutating func begin() {
        settingsCount = door.settings.count
        reception = Reception(door.settings.read(), secret: door.secret)
    }

    /// Once a batch, and where none comes: where more comes than can be taken, the system is told whom to let through, so
    /// that those who poll are not lost among the others.
    /// - Parameter count: of the datagrams that have come.
    mutating func sift<Socket: TimestampedSocket & ~Copyable>(
        _ socket: inout Socket, received count: Int, at now: Int64
    ) {
        guard pressure.isHigh || count == Socket.batchCapacity, pressure.isDue(at: now), !socket.isSifting else {
            return
        }
        let fill = reception.isLimiting ? socket.fill : 0
        guard let fill, let share = reception.isLimiting ? pressure.step(fill, at: now) : pressure.end() else { return }
        reception.copyKnown(into: &known, most: Socket.mostPassing)
        socket.sift(passing: known.span, share: share)
    }

    /// - Parameters:
    ///   - flags: the request's first octet.
    ///   - now: nanoseconds of the monotonic clock.
    mutating func judge(
        _ address: UInt128, _ flags: UInt8, by policy: AccessPolicy, at now: Int64
    ) -> Reception.Treatment {
        // What asks for no time gets none, and so costs its client nothing.
        guard Self.asksForTheTime(flags) else { return policy.allows(address) ? .answer : .refuse(.denied) }
        return reception.judge(address, by: policy, at: now)
    }

    /// Mode 3, or version 1, which had none.
    private static func asksForTheTime(_ flags: UInt8) -> Bool {
        flags & 7 == 3 || flags & 0x3F == 1 << 3
    }
}
