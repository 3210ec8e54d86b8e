// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// Takes what is sent, and nothing may be sent that cannot be read.
private struct Reader: MessageSink {
    var tickets: [UInt32] = []

    mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
        var buffer = [UInt8](repeating: 0xEE, count: MessageEnvelope.room)
        var span = buffer.mutableSpan
        let count = fill(&span)
        guard count > 0 else { return }
        let octets = Array(buffer[..<count])
        guard let header = MessageHeader(octets.span) else { preconditionFailure("what was sent is no message") }
        precondition(Int(header.messageLength) == count && header.type.isEvent == envelope.isEvent)
        if let ticket = envelope.ticket { tickets.append(ticket) }
    }
}

/// Ports of every kind, each in use for many inputs, since to make one costs more than to use it.
nonisolated(unsafe) private var ports: [Port] = []
nonisolated(unsafe) private var now = Duration.zero
nonisolated(unsafe) private var inputs = 0

/// A message to a port in its domain, from somewhere, with a stamp or without; then time passes.
func checkPort(_ bytes: [UInt8]) {
    if inputs % 4_096 == 0 { unsafe ports = Profile.allCases.map(made) }
    unsafe inputs += 1
    let chance = bytes.reduce(UInt32(bytes.count)) { $0 &* 31 &+ UInt32($1) }
    let index = Int(chance % UInt32(Profile.allCases.count))
    let settings = unsafe ports[index].settings
    var message = bytes
    message[0] = UInt8(settings.profile.row.sdoId >> 8) << 4 | message[0] & 0xF
    (message[4], message[5]) = (settings.domain, 0)
    unsafe now += .milliseconds(Int64(chance >> 4 & 0x3FF))
    let at = MonotonicInstant(sinceEpoch: unsafe now)
    let shown = TAIInstant(sinceEpoch: .seconds(1_700_000_000) + at.sinceEpoch)
    let arrival = Arrival(
        at: at, stamp: chance & 0x100 == 0 ? shown : nil, source: .ip(IPAddress(v4: 0x0A00_0000 + chance % 50)),
        toGroup: chance & 0x200 == 0, isEvent: chance & 0x400 == 0)
    var reader = Reader()
    unsafe ports[index].receive(message.span, arrival, into: &reader)
    unsafe ports[index].wake(at: at, shown: shown, claim: claim, into: &reader)
    let stamp = chance & 0x800 == 0 ? shown : nil
    for ticket in reader.tickets { unsafe ports[index].transmitted(ticket, stamp: stamp, at: at, into: &reader) }
    _ = unsafe (ports[index].nextWake, ports[index].takeChanges())
}

private let claim = GrandmasterClaim(
    quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D), utcOffset: 37,
    flags: [.utcOffsetValid, .ptpTimescale], timeSource: .gnss)

private func made(_ profile: Profile) -> Port {
    let identity = PortIdentity(clock: ClockIdentity(raw: 0x001B_21FF_FEA1_B2C3), number: 1)
    let at = MonotonicInstant(sinceEpoch: unsafe now)
    var port = Port(PortSettings(profile), identity: identity, stamping: .hardware, at: at)
    let place = ManagementPlace(
        portCount: 1, interface: "eth0", hardwareAddress: MACAddress(0x001B_21A1_B2C3), address: .ip(.loopbackV4),
        texts: ManagementTexts(product: "a", revision: "b", user: "c"))
    port.manage(rights: .all, place: place, asksClients: true)
    return port
}
