// SPDX-License-Identifier: Apache-2.0

/// A management message that wants something, with the one TLV that says what.
struct ManagementRequest {
    let message: ManagementMessage
    let tlv: ManagementTLV

    var id: ManagementID { tlv.id }
    var target: PortIdentity { message.targetPortIdentity }

    /// Answers and acknowledgements want nothing. An AUTHENTICATION TLV may follow; it is passed over.
    init(_ bytes: Span<UInt8>) throws(MessageRefusal) {
        guard let message = ManagementMessage(bytes) else { throw .malformed }
        switch message.action {
        case .get, .set, .command: break
        case .response, .acknowledge: throw .notServed
        }
        guard TLVs.areWellFormed(bytes, from: ManagementMessage.count) else { throw .malformed }
        var tlvs = TLVs(bytes, from: ManagementMessage.count)
        guard let first = tlvs.next(in: bytes) else { throw .malformed }
        guard let tlv = ManagementTLV(bytes, first) else { throw first.type == .management ? .malformed : .notServed }
        while let further = tlvs.next(in: bytes) {
            guard further.type == .authentication else { throw .malformed }
        }
        (self.message, self.tlv) = (message, tlv)
    }

    /// Whether it is for this clock, whichever of its ports.
    func isFor(_ view: ManagementView) throws(MessageRefusal) {
        guard message.header.isOf(view.settings.profile.row, view.settings) else { throw .otherDomain }
        guard target.clock == .all || target.clock == view.facts.identity.clock else { throw .notServed }
    }

    /// Whether it concerns this port of the clock.
    func concerns(_ view: ManagementView) -> Bool {
        !id.isOfPort || target.number == .max || target.number == view.facts.identity.number
    }

    /// The port as this asker knows ports: version 2.0 reserves the bits in which 2.1 tells its minor number.
    func understood(_ view: ManagementView) -> ManagementView {
        var view = view
        view.settings.minorVersion = min(view.settings.minorVersion, message.header.minorVersion)
        return view
    }

    /// The answer's beginning: to the asker, as many boundary clocks back as it came through (15.3.3), by unicast if it
    /// came so.
    func reply(from view: ManagementView) -> ManagementMessage {
        var header = MessageHeader(type: .management, messageLength: 0, source: view.facts.identity)
        (header.sdoId, header.domain) = (message.header.sdoId, message.header.domain)
        (header.minorVersion, header.sequence) = (view.settings.minorVersion, message.header.sequence)
        header.flags = message.header.flags.intersection(.unicast)
        var reply = ManagementMessage(header: header)
        reply.targetPortIdentity = message.header.source
        reply.startingBoundaryHops = message.startingBoundaryHops &- message.boundaryHops
        reply.boundaryHops = reply.startingBoundaryHops
        reply.action = message.action == .command ? .acknowledge : .response
        return reply
    }
}
