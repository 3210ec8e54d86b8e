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
    /// `nil`: requests with NTS are answered as if they had none.
    private var nts: HeldNTSDesk?
    /// Of ``MonotonicRootField``: another one after each step of the clock.
    public var epoch: UInt32 = 0

    public init(
        rules: Responder.Rules = Responder.Rules(), memory: consuming InterleavedMemory,
        authenticator: (any MessageAuthenticator)? = nil, nts: consuming NTSDesk? = nil
    ) {
        self.nts = Self.held(nts)
        self.rules = rules
        self.memory = memory
        self.authenticator = authenticator
    }

    /// From now on requests with NTS are answered by it; `nil`: as if they had none.
    public mutating func take(_ nts: consuming NTSDesk?) { self.nts = Self.held(nts) }

    private static func held(_ nts: consuming NTSDesk?) -> HeldNTSDesk? {
        guard let nts else { return nil }
        return HeldNTSDesk(nts)
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
        // So most are, and what only others need would cost them a hundredth of their price.
        guard arrival.count > NTPHeader.count else {
            let stamps = answer(request, in: &buffer, arrival, transmit, claim, isAuthentic: false)
            return Responder.Reply(
                count: NTPHeader.count, receive: stamps.receive, wantsTransmitStamp: stamps.isRemembered,
                isInterleaved: stamps.isInterleaved, verdict: .none, nts: .none)
        }
        return try respond(request, in: &buffer, to: arrival, transmit: transmit, claim: claim)
    }

    /// The same for a request with something behind its header.
    private mutating func respond(
        _ request: NTPHeader, in buffer: inout MutableSpan<UInt8>, to arrival: Responder.Arrival,
        transmit: NTPTimestamp, claim: ServerClaim
    ) throws(Refusal) -> Responder.Reply {
        var session: NTSDesk.Session?
        switch try judgeNTS(buffer.span, arrival, request) {
        case .notNTS: break
        case .malformed: throw .malformedTail
        case .negative(let parts): return try refuse(&buffer, arrival, parts)
        case .good(let known): session = known
        }
        let verdict = try session == nil ? judge(buffer.span, arrival, request) : .none
        let tellsRoot = rules.tellsMonotonicRoot && session == nil && asksRoot(buffer.span, arrival, request)
        let stamps =
            verdict == .bad
            ? basicAnswer(request, in: &buffer, arrival, transmit, claim)
            : answer(
                request, in: &buffer, arrival, transmit, claim, isAuthentic: verdict != .none || session != nil)
        let fields =
            tellsRoot
            ? MonotonicRootField.write(into: &buffer, claim, receive: stamps.receive, epoch: epoch) : nil
        return Responder.Reply(
            count: try close(&buffer, verdict, session, after: fields ?? NTPHeader.count), receive: stamps.receive,
            wantsTransmitStamp: stamps.isRemembered, isInterleaved: stamps.isInterleaved, verdict: verdict,
            nts: session == nil ? .none : .good)
    }

    /// Writes the reply's header, in the interleaved mode where the request asks for it and may.
    private mutating func answer(
        _ request: NTPHeader, in buffer: inout MutableSpan<UInt8>, _ arrival: Responder.Arrival,
        _ transmit: NTPTimestamp, _ claim: ServerClaim, isAuthentic: Bool
    ) -> InterleavedMemory.Answer {
        guard request.mode != .symmetricActive, isAuthentic || !rules.interleavesAuthenticatedOnly else {
            return basicAnswer(request, in: &buffer, arrival, transmit, claim)
        }
        let stamps = memory.answer(request, received: arrival.receive, transmit: transmit)
        write(stamps, to: request, into: &buffer, claim)
        return stamps
    }

    private mutating func basicAnswer(
        _ request: NTPHeader, in buffer: inout MutableSpan<UInt8>, _ arrival: Responder.Arrival,
        _ transmit: NTPTimestamp, _ claim: ServerClaim
    ) -> InterleavedMemory.Answer {
        let stamps = memory.basicAnswer(request, received: arrival.receive, transmit: transmit)
        write(stamps, to: request, into: &buffer, claim)
        return stamps
    }

    private func write(
        _ stamps: InterleavedMemory.Answer, to request: NTPHeader, into buffer: inout MutableSpan<UInt8>,
        _ claim: ServerClaim
    ) {
        var header = Responder.header(of: claim, for: request)
        (header.origin, header.receive, header.transmit) = (stamps.origin, stamps.receive, stamps.transmit)
        header.write(into: &buffer)
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
        let knowsNTS = rules.knowsNTS || nts != nil
        if rules.refusesUnknownFields, ExtensionFields.containUnknown(in: bytes, parts, knowsNTS: knowsNTS) {
            throw .unknownField
        }
        guard let authenticator else { return .none }
        let verdict = MessageAuthentication.verify(bytes, parts, version: request.version, with: authenticator)
        if verdict == .bad, !rules.sendsCryptoNAK { throw .badMAC }
        return verdict
    }

    private mutating func judgeNTS(
        _ bytes: Span<UInt8>, _ arrival: Responder.Arrival, _ request: NTPHeader
    ) throws(Refusal) -> NTSDesk.Verdict {
        // Without extension fields, as most requests are, there is nothing to look for.
        guard nts != nil, request.version == 4, arrival.count >= NTPHeader.count + PacketTail.shortestLastField else {
            return .notNTS
        }
        guard let parts = PacketTail.parts(bytes, count: arrival.count, version: 4) else { throw .malformedTail }
        return nts?.desk.judge(bytes, parts, count: arrival.count) ?? .notNTS
    }

    private func asksRoot(_ bytes: Span<UInt8>, _ arrival: Responder.Arrival, _ request: NTPHeader) -> Bool {
        guard request.version == 4, arrival.count >= NTPHeader.count + MonotonicRootField.count else { return false }
        return PacketTail.parts(bytes, count: arrival.count, version: 4).map {
            MonotonicRootField.isAsked(in: bytes, $0)
        } ?? false
    }

    /// An NTS NAK: a kiss-o'-death with the request's unique identifier, which is not authenticated.
    private func refuse(
        _ buffer: inout MutableSpan<UInt8>, _ arrival: Responder.Arrival, _ parts: NTSParts
    ) throws(Refusal) -> Responder.Reply {
        _ = try Responder.kiss(.ntsNegative, in: &buffer, to: arrival, poll: .min)
        return Responder.Reply(
            count: NTSDesk.closeNegative(&buffer, parts), receive: arrival.receive, wantsTransmitStamp: false,
            isInterleaved: false, verdict: .none, nts: .negative)
    }

    /// The MAC, or what stands for it, or the fields of NTS, behind the header. All fit: the request had as much.
    private mutating func close(
        _ buffer: inout MutableSpan<UInt8>, _ verdict: MessageAuthentication.Verdict, _ session: NTSDesk.Session?,
        after end: Int
    ) throws(Refusal) -> Int {
        if let session {
            guard let count = nts?.desk.close(&buffer, session) else { throw .badMAC }
            return count
        }
        switch verdict {
        case .none: return end
        case .bad:
            buffer.setBigEndian(UInt32(0), at: end)
            return end + PacketTail.cryptoNAK
        case .good(let key, let digestCount):
            guard let authenticator else { throw .badMAC }
            let count = MessageAuthentication.append(
                to: &buffer, count: end, key: key, digestCount: digestCount, with: authenticator)
            guard let count else { throw .badMAC }
            return count
        }
    }
}

/// A desk that stays where it is: with its work space it has two kilobytes, which an optional value would move to and fro for
/// each request.
private final class HeldNTSDesk {
    var desk: NTSDesk

    init(_ desk: consuming NTSDesk) { self.desk = desk }
}
