// SPDX-License-Identifier: Apache-2.0

public import NTP

/// How often whom NTP answers may ask, the same for all its workers.
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
        if let visitors = reception.finished(at: now) ?? reception.unfinished(at: now) { board.put(visitors) }
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
