// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The server side of NTP with what a worker keeps between requests: the interleaved mode's timestamps and an
/// authenticator with its keys. Each worker has its own, so that nothing is shared or locked; a request allocates
/// nothing. A reply is never longer than its request, and no request can make it trap.
public struct ReplyDesk: ~Copyable {
    public var rules: Responder.Rules
    public var memory: InterleavedMemory
    /// `nil`: there are no keys, and requests are answered as if they had no MAC.
    public var authenticator: (any MessageAuthenticator)?

    public init(
        rules: Responder.Rules = Responder.Rules(), memory: consuming InterleavedMemory,
        authenticator: (any MessageAuthenticator)? = nil
    ) {
        self.rules = rules
        self.memory = memory
        self.authenticator = authenticator
    }

    /// Turns the request in `buffer` into its reply, as ``Responder`` does.
    ///
    /// - Parameter transmit: when the reply leaves, as late as can be told; the reply before's, where the request is
    ///   interleaved, takes its place in the packet.
    /// - Throws: why there is no reply. The buffer is then unchanged, unless the authenticator failed at the last moment.
    public mutating func respond(
        in buffer: inout MutableSpan<UInt8>, to arrival: Responder.Arrival, transmit: NTPTimestamp, claim: ServerClaim
    ) throws(Refusal) -> Responder.Reply {
        let request = try Responder.admit(buffer.span, arrival)
        let verdict = try judge(buffer.span, arrival, request)
        let isGranted =
            verdict != .bad && request.mode != .symmetricActive
            && (verdict != .none || !rules.interleavesAuthenticatedOnly)
        let stamps =
            isGranted
            ? memory.answer(request, received: arrival.receive, transmit: transmit)
            : memory.basicAnswer(request, received: arrival.receive, transmit: transmit)
        var header = Responder.header(of: claim, for: request)
        (header.origin, header.receive, header.transmit) = (stamps.origin, stamps.receive, stamps.transmit)
        header.write(into: &buffer)
        return Responder.Reply(
            count: try close(&buffer, verdict), receive: stamps.receive, wantsTransmitStamp: stamps.isRemembered,
            isInterleaved: stamps.isInterleaved, verdict: verdict)
    }

    /// When a reply really left, by the kernel or the network card.
    public mutating func noteTransmitted(_ receive: NTPTimestamp, at transmit: NTPTimestamp) {
        memory.noteTransmitted(receive, at: transmit)
    }

    private func judge(
        _ bytes: Span<UInt8>, _ arrival: Responder.Arrival, _ request: NTPHeader
    ) throws(Refusal) -> MessageAuthentication.Verdict {
        guard arrival.count > NTPHeader.count else { return .none }
        guard let parts = PacketTail.parts(bytes, count: arrival.count, version: request.version) else {
            throw .malformedTail
        }
        if rules.refusesUnknownFields, ExtensionFields.containUnknown(in: bytes, parts, knowsNTS: rules.knowsNTS) {
            throw .unknownField
        }
        guard let authenticator else { return .none }
        let verdict = MessageAuthentication.verify(bytes, parts, version: request.version, with: authenticator)
        if verdict == .bad, !rules.sendsCryptoNAK { throw .badMAC }
        return verdict
    }

    /// The MAC, or what stands for it, behind the header. Both fit: the request had one as long.
    private func close(
        _ buffer: inout MutableSpan<UInt8>, _ verdict: MessageAuthentication.Verdict
    ) throws(Refusal) -> Int {
        switch verdict {
        case .none: return NTPHeader.count
        case .bad:
            buffer.setBigEndian(UInt32(0), at: NTPHeader.count)
            return NTPHeader.count + PacketTail.cryptoNAK
        case .good(let key, let digestCount):
            guard let authenticator else { throw .badMAC }
            let count = MessageAuthentication.append(
                to: &buffer, count: NTPHeader.count, key: key, digestCount: digestCount, with: authenticator)
            guard let count else { throw .badMAC }
            return count
        }
    }
}
