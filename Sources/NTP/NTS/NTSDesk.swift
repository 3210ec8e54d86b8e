// SPDX-License-Identifier: Apache-2.0

/// The server side of NTS (RFC 8915, 5.7) of one worker: it knows its clients by the cookies that they bring. Nothing is
/// kept between requests but the master keys; a request allocates nothing, and no request can make it trap.
public struct NTSDesk: ~Copyable {
    /// Cookies in one reply; a client asks for as many as it has used up, and holds eight.
    private static let mostCookies = 8

    private var jar: CookieJar
    /// The cookies of a reply, and what they are when sealed.
    private var plaintext = InlineArray<832, UInt8>(repeating: 0)
    private var ciphertext = InlineArray<848, UInt8>(repeating: 0)

    public init(_ jar: consuming CookieJar) { self.jar = jar }

    /// From now on these master keys are used.
    public mutating func take(_ keys: CookieKeys) { jar.take(keys) }

    /// What a request is, as to NTS.
    enum Verdict {
        case notNTS
        /// Its fields are not as the RFC has them: it gets no answer.
        case malformed
        /// Its cookie is not known here any more, or it was not made with its keys: it is told so by an NTS NAK.
        case negative(NTSParts)
        case good(Session)
    }

    /// A request with a good cookie and a good authenticator.
    struct Session: Sendable {
        let parts: NTSParts
        let algorithm: AEADAlgorithm
        /// Octets of the request, which the reply must not exceed.
        let requestCount: Int
    }

    /// Judges a request whose tail is known.
    mutating func judge(_ bytes: Span<UInt8>, _ tail: PacketTail.Parts, count: Int) -> Verdict {
        let parts: NTSParts
        switch NTSParts.read(bytes, tail) {
        case .notNTS: return .notNTS
        case .malformed: return .malformed
        case .parts(let read): parts = read
        }
        guard let cookie = parts.cookie else { return .malformed }
        guard let algorithm = jar.open(bytes.extracting(cookie.body)),
            algorithm.accepts(nonceCount: parts.nonce.count), isAuthentic(bytes, parts)
        else { return .negative(parts) }
        return .good(Session(parts: parts, algorithm: algorithm, requestCount: count))
    }

    /// Whether the client's key made the authenticator. What it may have encrypted besides is nothing that is known here.
    private mutating func isAuthentic(_ bytes: Span<UInt8>, _ parts: NTSParts) -> Bool {
        guard parts.ciphertext.count - AEADAlgorithm.tagCount <= plaintext.count else { return false }
        var opened = plaintext.mutableSpan
        return jar.cipher.open(
            bytes.extracting(parts.ciphertext), nonce: bytes.extracting(parts.nonce),
            associated: bytes.extracting(0..<parts.authenticator.offset), with: .clientToServer, into: &opened) != nil
    }

    /// Puts the request's unique identifier behind the header, where a kiss-o'-death has it.
    /// - Returns: octets of the reply.
    static func closeNegative(_ bytes: inout MutableSpan<UInt8>, _ parts: NTSParts) -> Int {
        move(parts.identifier, in: &bytes)
    }

    /// Completes a reply whose header is written: the unique identifier, and encrypted fresh cookies, as many as the
    /// request brought cookies and placeholders.
    /// - Returns: octets of the reply, never more than the request's; `nil` where it cannot be made.
    mutating func close(_ bytes: inout MutableSpan<UInt8>, _ session: Session) -> Int? {
        let nonceCount = session.algorithm.nonceCount
        let start = Self.move(session.parts.identifier, in: &bytes)
        let fixed = start + 8 + nonceCount + AEADAlgorithm.tagCount
        let each = ExtensionField.headerCount + CookieJar.cookieCount(session.algorithm)
        let room = session.requestCount - fixed
        guard room >= 0 else { return nil }
        let cookies = min(1 + session.parts.placeholders, Self.mostCookies, room / each)
        guard fillCookies(cookies, each, session.algorithm) else { return nil }
        var nonce = bytes._mutatingExtracting(start + 8..<start + 8 + nonceCount)
        guard jar.cipher.fillRandomly(&nonce) else { return nil }
        let sealed = seal(bytes.span, cookies * each, associated: start, nonce: start + 8..<start + 8 + nonceCount)
        guard sealed == cookies * each + AEADAlgorithm.tagCount else { return nil }
        let end = start + 8 + nonceCount + sealed
        bytes.setBigEndian(UInt32(NTSField.authenticator) << 16 | UInt32(end - start), at: start)
        bytes.setBigEndian(UInt32(nonceCount) << 16 | UInt32(sealed), at: start + 4)
        bytes.put(ciphertext.span.extracting(0..<sealed), at: start + 8 + nonceCount)
        return end
    }

    private mutating func seal(
        _ bytes: Span<UInt8>, _ count: Int, associated: Int, nonce: Range<Int>
    ) -> Int {
        var made = ciphertext.mutableSpan
        return jar.cipher.seal(
            plaintext.span.extracting(0..<count), nonce: bytes.extracting(nonce),
            associated: bytes.extracting(0..<associated), with: .serverToClient, into: &made)
    }

    /// The cookies' extension fields, one behind the other.
    private mutating func fillCookies(_ count: Int, _ each: Int, _ algorithm: AEADAlgorithm) -> Bool {
        var fields = plaintext.mutableSpan
        for index in 0..<count {
            fields.setBigEndian(UInt32(NTSField.cookie) << 16 | UInt32(each), at: index * each)
            guard jar.makeAnother(algorithm, into: &fields, at: index * each + ExtensionField.headerCount) else {
                return false
            }
        }
        return true
    }

    /// Never backwards: a field cannot lie before the header's end. Most lie there already.
    private static func move(_ field: ExtensionField, in bytes: inout MutableSpan<UInt8>) -> Int {
        let end = NTPHeader.count + field.count
        guard field.offset != NTPHeader.count else { return end }
        for index in 0..<field.count { bytes[NTPHeader.count + index] = bytes[field.offset + index] }
        return end
    }
}
