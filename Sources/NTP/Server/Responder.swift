// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The server side of NTP (RFC 5905, 3 and 9.2, for clients only): one request becomes one reply, in place.
///
/// It keeps nothing between requests; ``ReplyDesk`` does, for interleaved mode and keys. A reply is the 48 octets of
/// the header, so it is never longer than its request. No request can make it trap.
public enum Responder {
    public static let port: UInt16 = 123

    /// What a datagram brought besides its octets.
    public struct Arrival: Sendable, BitwiseCopyable {
        /// Octets of the request, at the buffer's beginning.
        public var count: Int
        public var sourcePort: UInt16
        /// When it arrived, by the disciplined clock.
        public var receive: NTPTimestamp
        /// Whether it comes from one of equal rank, who may ask in symmetric mode.
        public var isFromPeer: Bool

        public init(count: Int, sourcePort: UInt16, receive: NTPTimestamp, isFromPeer: Bool = false) {
            (self.count, self.sourcePort, self.receive) = (count, sourcePort, receive)
            self.isFromPeer = isFromPeer
        }
    }

    /// Turns the request in `buffer` into its reply.
    ///
    /// - Parameters:
    ///   - buffer: at least `arrival.count` octets; what lies beyond the request is never read.
    ///   - transmit: when the reply leaves, by the disciplined clock: as late as can be told.
    /// - Returns: how many octets to send.
    /// - Throws: why there is no reply; the buffer is then unchanged.
    public static func respond(
        in buffer: inout MutableSpan<UInt8>, to arrival: Arrival, transmit: NTPTimestamp, claim: ServerClaim
    ) throws(Refusal) -> Int {
        let request = try admit(buffer.span, arrival)
        var reply = header(of: claim, for: request)
        reply.origin = request.transmit
        reply.receive = arrival.receive
        reply.transmit = transmit
        reply.write(into: &buffer)
        return NTPHeader.count
    }

    /// A reply but for its three timestamps.
    @inline(__always)
    static func header(of claim: ServerClaim, for request: NTPHeader) -> NTPHeader {
        // A peer is answered at once and nothing is kept of it, as ntpd answers one that it does not know: so nobody can
        // bring what is kept into disorder by packets in its name (CVE-2015-1799). What it knows we ask as a client does.
        let mode: NTPMode = request.mode == .symmetricActive ? .symmetricPassive : .server
        var reply = NTPHeader(leap: claim.leap, version: request.version, mode: mode)
        reply.stratum = claim.wireStratum
        reply.poll = request.poll
        reply.precision = claim.precision
        reply.rootDelay = claim.rootDelay
        reply.rootDispersion = claim.rootDispersion
        reply.referenceID = claim.referenceID
        reply.reference = claim.reference
        return reply
    }

    /// A request that deserves an answer, or why this one does not.
    @inline(__always)
    static func admit(_ bytes: Span<UInt8>, _ arrival: Arrival) throws(Refusal) -> NTPHeader {
        guard arrival.count <= bytes.count else { throw .tooLong }
        guard arrival.count > 0 else { throw .tooShort }
        let flags = Flags(rawValue: bytes[0])
        try check(flags, arrival)
        guard arrival.count >= NTPHeader.count, let header = NTPHeader(bytes) else { throw .tooShort }
        guard PacketTail.isWellFormed(bytes, count: arrival.count, version: flags.version) else {
            throw .malformedTail
        }
        return header
    }

    @inline(__always)
    private static func check(_ flags: Flags, _ arrival: Arrival) throws(Refusal) {
        let sourcePort = arrival.sourcePort
        switch flags.mode {
        case .control: throw .control
        case .privateUse: throw .privateUse
        default: break
        }
        guard (1...4).contains(flags.version) else { throw .version }
        guard sourcePort != 0 else { throw .noReturnPort }
        switch flags.mode {
        case .client: return
        case .symmetricActive where arrival.isFromPeer: return
        // Version 1 tells a client from a peer by its port (RFC 1059, 3.3; RFC 1305, appendix D).
        case .reserved where flags.version == 1 && sourcePort != port: return
        case .reserved: throw .reservedMode
        case .symmetricActive, .symmetricPassive: throw .symmetric
        case .server: throw .server
        case .broadcast: throw .broadcast
        case .control, .privateUse: return
        }
    }
}
