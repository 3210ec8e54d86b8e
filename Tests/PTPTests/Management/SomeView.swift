// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A grandmaster's port, locked to GNSS, that has sent and heard a little.
func view(_ number: UInt16 = 1, of ports: UInt16 = 1, _ profile: Profile = .defaultE2E) -> ManagementView {
    let claim = GrandmasterClaim(
        quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D),
        utcOffset: 37, flags: [.utcOffsetValid, .ptpTimescale, .timeTraceable, .frequencyTraceable], timeSource: .gnss)
    var facts = PortFacts(
        identity: PortIdentity(clock: us.clock, number: number), state: .master,
        stateSince: MonotonicInstant(sinceEpoch: .zero), stamping: .hardware, claim: claim)
    facts.counters[received: .delayRequest] = 0x0102
    facts.counters[sent: .sync] = 0x030405
    return ManagementView(
        settings: PortSettings(profile), facts: facts, shown: stamp(5).tai, place: place(of: ports))
}

func place(of ports: UInt16 = 1) -> ManagementPlace {
    ManagementPlace(
        portCount: ports, interface: "eth0", hardwareAddress: MACAddress(0x001B_21A1_B2C3),
        address: .ip(IPAddress(v4: 0xC000_0201)), clockIndex: 2,
        texts: ManagementTexts(product: "Gnomon;;7", revision: ";;1.0", user: "Roof;Bern"))
}

/// A management message from the client, with these data behind what it speaks of.
func request(
    _ action: ManagementAction, _ id: ManagementID, to target: PortIdentity = .all, data: String = "",
    domain: UInt8 = 0, flags: MessageFlags = []
) -> [UInt8] {
    written { buffer in
        var message = ManagementMessage(header: header(from: client, sequence: 0x77, flags: flags))
        (message.header.domain, message.targetPortIdentity, message.action) = (domain, target, action)
        (message.startingBoundaryHops, message.boundaryHops) = (3, 1)
        let count = message.write(into: &buffer)
        return ManagementTLV.append(id, to: &buffer, after: count) { buffer, offset in
            for (index, octet) in octets(data).enumerated() { buffer[offset + index] = octet }
            return octets(data).count
        }
    }
}

/// What the desk answers, and what came of it.
func answer(
    _ request: [UInt8], of view: ManagementView = view(), rights: ManagementRights = .read
) -> (reply: [UInt8], outcome: ManagementOutcome) {
    var outcome = ManagementOutcome()
    let reply = written { buffer in
        outcome = ManagementDesk(rights: rights).answer(request.span, of: view, into: &buffer)
        return outcome.count
    }
    return (reply, outcome)
}

/// The data of an answer, without what leads up to them; `nil`: an error's.
func data(_ reply: [UInt8]) -> [UInt8]? {
    let found = tlvs(reply, from: ManagementMessage.count) { ManagementTLV($0, $1) }
    return found.first.flatMap(\.self).map { Array(reply[$0.offset..<$0.offset + $0.count]) }
}

/// The error that a reply tells.
func error(_ reply: [UInt8]) -> ManagementError? {
    let found = tlvs(reply, from: ManagementMessage.count) { ManagementErrorStatus($0, $1) }
    return found.first.flatMap(\.self).flatMap { ManagementError(rawValue: $0.error) }
}
