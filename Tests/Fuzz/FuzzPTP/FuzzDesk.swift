// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

private let clock = ClockIdentity(raw: 0x001B_21FF_FEA1_B2C3)

private let shown: ManagementView = {
    let claim = GrandmasterClaim(
        quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D), utcOffset: 37,
        flags: [.ptpTimescale], timeSource: .gnss)
    let facts = PortFacts(
        identity: PortIdentity(clock: clock, number: 1), state: .master,
        stateSince: MonotonicInstant(sinceEpoch: .zero), stamping: .software, claim: claim)
    return ManagementView(
        settings: PortSettings(.defaultE2E), facts: facts, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_000)),
        place: ManagementPlace(
            portCount: 1, interface: "eth0", hardwareAddress: MACAddress(0x001B_21A1_B2C3),
            address: .ip(IPAddress.loopbackV6), texts: ManagementTexts(product: "a", revision: "b", user: "c")))
}()

/// Any octets behind a management message's fields, meant for every clock: nothing is said, or one whole message of
/// management to the asker; by the network and by the socket alike.
func checkDesk(_ bytes: [UInt8]) {
    var message = bytes
    guard message.count >= ManagementMessage.count else { return }
    (message[0], message[4], message[5]) = (0x0D, 0, 0)
    for offset in 34..<44 { message[offset] = 0xFF }
    _ = ClientReport(message.span)
    // Heard of many askers, it is taken in by one at most, once.
    var inquiry = ManagementInquiry(
        asker: ManagementMessage(message.span)?.targetPortIdentity ?? .all, domain: message.count > 4 ? message[4] : 0,
        sdoId: 0, isUnicast: false)
    for _ in 0..<2 {
        inquiry.hear(message.span, from: .ethernet(MACAddress(0)), at: MonotonicInstant(sinceEpoch: .zero))
    }
    precondition(inquiry.told.count <= 1)
    for clock in inquiry.told.values { _ = clock.place(ours: clock.grandmaster) }
    let desk = ManagementDesk(rights: .all)
    var buffer = [UInt8](repeating: 0xEE, count: MessageEnvelope.room)
    var span = buffer.mutableSpan
    let outcome = desk.answer(message.span, of: shown, into: &span)
    var replies: [[UInt8]] = []
    let local = desk.answer(message.span, of: [shown]) { reply in replies.append(reply.indices.map { reply[$0] }) }
    precondition(local == outcome && replies.count == (outcome.count > 0 ? 1 : 0))
    guard outcome.count > 0 else { return }
    precondition(Array(buffer[..<outcome.count]) == replies[0])
    checkReply(replies[0], to: message)
}

private func checkReply(_ reply: [UInt8], to message: [UInt8]) {
    guard let said = ManagementMessage(reply.span), let asked = ManagementMessage(message.span) else {
        preconditionFailure("an answer that is none")
    }
    precondition(said.targetPortIdentity == asked.header.source && said.header.sequence == asked.header.sequence)
    precondition(Int(said.header.messageLength) == reply.count)
    precondition(TLVs.areWellFormed(reply.span, from: ManagementMessage.count))
}
