// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// Receivers of time, one of each profile, among hosts that send them anything, in any order, at any time: they never trap,
/// send nothing that is no message and nothing but questions and peer delay's answers, and never follow themselves. They
/// live on from input to input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    guard let first = bytes.first else { return 0 }
    let index = Int(first) % Profile.allCases.count
    unsafe worlds[index].live(through: bytes[1...])
    return 0
}

nonisolated(unsafe) private var worlds = Profile.allCases.map { World($0) }

/// Looks at what is sent, and remembers the last ticket.
private struct Witness: MessageSink {
    var ticket: UInt32 = 0
    var sequence: UInt16 = 0
    private var buffer = [UInt8](repeating: 0, count: MessageEnvelope.room)

    mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
        var span = buffer.mutableSpan
        let count = fill(&span)
        guard count > 0 else { return }
        let header = MessageHeader(buffer.span)
        precondition(header.map { Int($0.messageLength) } == count)
        precondition(header?.type.isEvent == envelope.isEvent)
        precondition(header?.type == .delayRequest || header?.type.isPeerDelay == true)
        (ticket, sequence) = (envelope.ticket ?? ticket, header?.sequence ?? 0)
    }
}

private struct World {
    private var receiver: TimeReceiver
    private var sink = Witness()
    private var now = MonotonicInstant(sinceEpoch: .seconds(1_000))
    private let tai = TAIInstant(sinceEpoch: .seconds(2_000_000_000))
    private static let us = ClockIdentity(raw: 1)

    init(_ profile: Profile) {
        receiver = TimeReceiver(
            PortSettings(profile), identity: PortIdentity(clock: Self.us, number: 1_001), stamping: .software,
            own: [ClockIdentity(raw: 0x0202_0202_0202_0202)], at: now)
    }

    /// Of four octets each: who, how much later, what happens, and with how many of the octets that follow.
    mutating func live(through bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while rest.count >= 4 {
            let (who, later, what) = (rest.removeFirst(), rest.removeFirst(), rest.removeFirst())
            let message = rest.dropFirst().prefix(Int(rest.removeFirst()))
            rest = rest.dropFirst(message.count)
            now += .microseconds(1 << Int64(later & 0x1F))
            happen(what, to: Array(message), from: who)
            receiver.wake(at: now, into: &sink)
            look()
        }
    }

    private func look() {
        precondition(receiver.nextWake <= now + .seconds(1))
        precondition(receiver.facts.master.map { !receiver.own.contains($0.clock) && $0.clock != Self.us } ?? true)
        guard let standing = receiver.standing(at: now) else { return }
        precondition(standing.delay >= .zero && standing.jitter > .zero && standing.deviation > .zero)
        precondition(standing.bound(at: now).base >= standing.delay)
        _ = try? standing.offset(by: FollowingRule(), UTCRelation(taiMinusUTC: 37), shown: tai)
    }

    private mutating func happen(_ what: UInt8, to message: [UInt8], from who: UInt8) {
        switch what >> 4 {
        case 0: receiver.linkChanged(isUp: what & 3 != 0, at: now)
        case 1: receiver.transmitted(sink.ticket, stamp: tai, at: now, into: &sink)
        case 2: receiver.transmitted(UInt32(who) << 24 | UInt32(what), stamp: nil, at: now, into: &sink)
        default: receive(framed(message, type: what & 0xF, from: who), what, from: who)
        }
    }

    private mutating func receive(_ message: [UInt8], _ what: UInt8, from who: UInt8) {
        let arrival = Arrival(
            at: now, stamp: what & 0x40 == 0 ? tai : nil, source: .ip(IPAddress(v4: UInt32(who))),
            toGroup: what & 0x20 == 0, isEvent: what & 0x80 == 0)
        receiver.receive(message.span, arrival, into: &sink)
    }

    /// With the type, version, length and domain of a message that would be read, of one of few masters, in answer to what
    /// was asked last.
    private func framed(_ message: [UInt8], type: UInt8, from who: UInt8) -> [UInt8] {
        guard message.count >= MessageHeader.count else { return message }
        var framed = message
        let sdoId = UInt8(receiver.settings.profile.row.sdoId >> 8)
        (framed[0], framed[1], framed[2], framed[3]) = (sdoId << 4 | type, 0x12, 0, UInt8(message.count))
        (framed[4], framed[5]) = (receiver.settings.domain, 0)
        for place in 20..<28 { framed[place] = who & 3 }
        (framed[28], framed[29]) = (0, 1)
        guard type == MessageType.delayResponse.rawValue || type == 3 || type == 0xA, who & 0x80 == 0 else {
            return framed
        }
        (framed[30], framed[31]) = (UInt8(sink.sequence >> 8), UInt8(truncatingIfNeeded: sink.sequence))
        guard message.count >= 54 else { return framed }
        for place in 0..<8 { framed[44 + place] = place == 7 ? 1 : 0 }
        (framed[52], framed[53]) = (UInt8(1_001 >> 8), UInt8(truncatingIfNeeded: 1_001))
        return framed
    }
}
