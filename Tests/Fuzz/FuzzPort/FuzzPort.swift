// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// Ports of a grandmaster, one of each profile, among hosts that send them anything, in any order, at any time: they never
/// trap, send nothing that is no message, and promise no more than they may. They live on from input to input.
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
    var buffer = [UInt8](repeating: 0, count: MessageEnvelope.room)

    mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
        var span = buffer.mutableSpan
        let count = fill(&span)
        guard count > 0 else { return }
        let header = MessageHeader(buffer.span)
        precondition(header.map { Int($0.messageLength) } == count)
        precondition(header?.type.isEvent == envelope.isEvent)
        ticket = envelope.ticket ?? ticket
    }
}

private struct World {
    private var port: Port
    private var sink = Witness()
    private var now = MonotonicInstant(sinceEpoch: .seconds(1_000))
    private let tai = TAIInstant(sinceEpoch: .seconds(2_000_000_000))
    private let clients = 5
    private let rate = 500

    init(_ profile: Profile) {
        var settings = PortSettings(profile)
        // Where both are allowed, both are tried.
        settings.isMulticast = true
        settings.unicast?.clients = clients
        settings.unicast?.messagesPerSecond = rate
        let identity = PortIdentity(clock: ClockIdentity(raw: 1), number: 1)
        port = Port(settings, identity: identity, stamping: .software, at: now, seed: 1)
        let place = ManagementPlace(
            portCount: 1, interface: "eth0", hardwareAddress: MACAddress(0x001B_21A1_B2C3), address: .ip(.loopbackV4),
            texts: ManagementTexts(product: "a", revision: "b", user: "c"))
        port.manage(rights: .all, place: place, asksClients: true)
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
            wake()
        }
        precondition(port.facts.unicastClients <= clients)
        precondition((0...Double(rate)).contains(port.facts.unicastRate))
    }

    private mutating func happen(_ what: UInt8, to message: [UInt8], from who: UInt8) {
        switch what >> 4 {
        case 0: port.linkChanged(isUp: what & 1 == 0, at: now, into: &sink)
        case 1: port.transmitted(sink.ticket, stamp: tai, at: now, into: &sink)
        case 2: port.transmitted(UInt32(who) << 24 | UInt32(what), stamp: nil, at: now, into: &sink)
        default: receive(framed(message, type: what & 0xF), what, from: who)
        }
    }

    private mutating func receive(_ message: [UInt8], _ what: UInt8, from who: UInt8) {
        let arrival = Arrival(
            at: now, stamp: what & 0x40 == 0 ? tai : nil, source: .ip(IPAddress(v4: UInt32(who))),
            toGroup: what & 0x20 == 0, isEvent: what & 0x80 == 0)
        port.receive(message.span, arrival, into: &sink)
    }

    /// With the type, version, length and domain of a message that would be read.
    private func framed(_ message: [UInt8], type: UInt8) -> [UInt8] {
        guard message.count >= MessageHeader.count else { return message }
        var framed = message
        let sdoId = UInt8(port.settings.profile.row.sdoId >> 8)
        (framed[0], framed[1], framed[2], framed[3]) = (sdoId << 4 | type, 0x12, 0, UInt8(message.count))
        (framed[4], framed[5]) = (port.settings.domain, 0)
        return framed
    }

    private mutating func wake() {
        let claim = GrandmasterClaim(
            quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D),
            utcOffset: 37, flags: [.ptpTimescale], timeSource: .gnss)
        port.wake(at: now, shown: tai, claim: claim, into: &sink)
        _ = (port.nextWake, port.takeChanges())
    }
}
