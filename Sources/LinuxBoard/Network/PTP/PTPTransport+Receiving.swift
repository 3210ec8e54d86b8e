// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc

extension PTPTransport {
    /// How often the interface is looked at.
    private static let lookInterval: Int64 = 1_000_000_000

    /// - Throws: `addressAbsent` where the interface is switched off or gone (even if another of its name came): to be
    ///   opened anew.
    public mutating func receive() throws(SocketFault) -> Int {
        (eventCount, count) = (0, 0)
        if relation.now >= nextLook { try look() }
        eventCount = try take(from: eventRaw, 0, generalRaw < 0 ? Self.batch : Self.eventBatch)
        count = eventCount
        if generalRaw >= 0 { count += try take(from: generalRaw, eventCount, Self.batch) }
        // Afterwards, so that no stamp lies ahead of it.
        relation.update(.read())
        if generalRaw >= 0 { rememberAsked() }
        return count
    }

    private mutating func rememberAsked() {
        for index in 0..<count where unsafe arrivals[index].has_asked != 0 {
            let raw = unsafe arrivals[index]
            asked.remember(IPAddress(number: RawAddress.number(raw.source)), asked: RawAddress.number(raw.asked))
        }
    }

    private func take(from descriptor: Int32, _ first: Int, _ last: Int) throws(SocketFault) -> Int {
        let result = unsafe clinux_ptp_receive(inbox, descriptor, Int32(first), Int32(last), arrivals)
        if result < 0, !Self.isHarmless(-result) { throw SocketFault(errno: -result) }
        return Int(max(0, result))
    }

    /// An earlier message was told to be unwelcome (ICMP).
    private static func isHarmless(_ number: Int32) -> Bool {
        [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(number)
    }

    private mutating func look() throws(SocketFault) {
        nextLook = relation.now + Self.lookInterval
        let found = try NetworkInterface(interface.name, seenBy: eventRaw)
        guard found.index == interface.index else { throw SocketFault(errno: ENODEV) }
        guard found.isUp else { throw SocketFault(errno: ENETDOWN) }
        // A card may have been reset while its cable was off.
        if found.isRunning, !isLinkUp { try Self.makeCardStamp(interface.name, settings) }
        isLinkUp = found.isRunning
    }

    public func arrival(of index: Int) -> MessageArrival {
        precondition((0..<count).contains(index))
        let raw = unsafe arrivals[index]
        return MessageArrival(
            at: HostClock.instant(nanoseconds: relation.now), stamp: stamp(raw.stamp_ns), source: source(raw),
            toGroup: raw.is_group != 0, isEvent: index < eventCount, count: min(Int(raw.count), Self.room))
    }

    private func source(_ raw: clinux_ptp_arrival) -> MessageAddress {
        if settings.kind == .ethernet { return .ethernet(RawAddress.mac(raw.source)) }
        return .ip(IPAddress(number: RawAddress.number(raw.source)), scope: raw.scope)
    }

    /// What the kernel told, in nanoseconds of whoever stamped.
    func stamp(_ nanoseconds: Int64) -> WireStamp {
        if nanoseconds == .min { return .none }
        if settings.stamper != .kernel { return .hardware(nanoseconds: nanoseconds) }
        return relation.monotonic(realtime: nanoseconds).map { .kernel(HostClock.instant(nanoseconds: $0)) } ?? .none
    }

    public func withMessage<Result>(of index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        precondition((0..<count).contains(index))
        let octets = min(Int(unsafe arrivals[index].count), Self.room)
        let start = unsafe clinux_ptp_inbox_message(inbox, Int32(index))
        let buffer = unsafe UnsafeBufferPointer(start: start, count: octets)
        return body(unsafe buffer.span)
    }
}
