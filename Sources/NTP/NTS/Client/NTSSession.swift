// SPDX-License-Identifier: Apache-2.0

/// What was agreed upon with one server, as a client holds it: two keys, and cookies that are used once each (RFC 8915, 5).
/// The secrets are in no description.
public struct NTSSession: Sendable, CustomStringConvertible, CustomReflectable {
    /// As many as are held; requests ask for those that are missing.
    public static let mostCookies = 8
    /// Octets of the longest request: through a network of the least MTU of IPv6.
    static let longestRequest = 1_232
    private static let identifierCount = 32

    public let algorithm: AEADAlgorithm
    private let clientToServer: [UInt8]
    private let serverToClient: [UInt8]
    /// The oldest first.
    private var cookies: [[UInt8]]
    /// Of the request that may still be answered.
    private var identifier: [UInt8]?
    /// Whether the last request was answered by an NTS NAK, and by nothing else so far.
    public private(set) var isRefused = false

    /// `nil` where a key has the wrong length, or there is no cookie.
    public init?(_ grant: KEGrant, clientToServer: [UInt8], serverToClient: [UInt8]) {
        algorithm = grant.agreement.algorithm
        guard clientToServer.count == algorithm.keyCount, serverToClient.count == algorithm.keyCount else { return nil }
        cookies = grant.cookies.filter { KEInquiry.isUsable($0.count) }
        guard !cookies.isEmpty else { return nil }
        if cookies.count > Self.mostCookies { cookies.removeLast(cookies.count - Self.mostCookies) }
        (self.clientToServer, self.serverToClient) = (clientToServer, serverToClient)
    }

    public var description: String { "\(algorithm.name), \(cookies.count) cookies" }
    public var customMirror: Mirror { Mirror(self, children: ["cookies": cookies.count]) }

    public var cookiesLeft: Int { cookies.count }
    /// Octets of the next cookie; 0: there is none.
    public var cookieCount: Int { cookies.first?.count ?? 0 }

    // MARK: Asking

    /// A request with a cookie, placeholders for those that are missing, and the authenticator.
    ///
    /// - Parameter header: the request's 48 octets.
    /// - Returns: `nil` where there is no cookie left, or the cipher fails.
    public mutating func request(_ header: [UInt8], with cipher: any AuthenticatedCipher) -> [UInt8]? {
        guard !cookies.isEmpty, let fresh = Self.random(Self.identifierCount, cipher),
            let nonce = Self.random(algorithm.nonceCount, cipher),
            cipher.load(clientToServer.span, for: algorithm, into: .clientToServer)
        else { return nil }
        let cookie = cookies.removeFirst()
        var packet = header + Self.field(NTSField.uniqueIdentifier, fresh) + Self.field(NTSField.cookie, cookie)
        let placeholder = Self.field(NTSField.cookiePlaceholder, [UInt8](repeating: 0, count: cookie.count))
        let rest = 8 + 16 + AEADAlgorithm.tagCount
        for _ in 0..<(Self.mostCookies - cookies.count - 1)
        where packet.count + placeholder.count + rest <= Self.longestRequest { packet += placeholder }
        guard let tag = seal(packet, nonce, cipher) else { return nil }
        // A nonce of the server's may need 16 octets (RFC 8915, 5.6).
        let padding = [UInt8](repeating: 0, count: max(0, 16 - nonce.count))
        let lengths = [0, UInt8(nonce.count), 0, UInt8(tag.count)]
        (identifier, isRefused) = (fresh, false)
        return packet + Self.field(NTSField.authenticator, lengths + nonce + tag + padding)
    }

    private func seal(_ packet: [UInt8], _ nonce: [UInt8], _ cipher: any AuthenticatedCipher) -> [UInt8]? {
        var tag = [UInt8](repeating: 0, count: AEADAlgorithm.tagCount)
        var made = tag.mutableSpan
        let nothing = packet.span.extracting(0..<0)
        let count = cipher.seal(nothing, nonce: nonce.span, associated: packet.span, with: .clientToServer, into: &made)
        return count == AEADAlgorithm.tagCount ? tag : nil
    }

    /// - Parameter body: of a multiple of 4 octets.
    private static func field(_ type: UInt16, _ body: [UInt8]) -> [UInt8] {
        let count = body.count + ExtensionField.headerCount
        return [type, UInt16(count)].flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] } + body
    }

    private static func random(_ count: Int, _ cipher: any AuthenticatedCipher) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: count)
        var span = octets.mutableSpan
        return cipher.fillRandomly(&span) ? octets : nil
    }

    // MARK: Being answered

    /// Judges a datagram and takes the cookies of a true reply. A reply to a request is true once.
    ///
    /// - Parameter count: octets of the datagram, at the beginning of `bytes`.
    /// - Returns: `none` for an NTS NAK to the last request, which nobody can authenticate, and for nothing else.
    public mutating func judge(
        _ bytes: Span<UInt8>, count: Int, with cipher: any AuthenticatedCipher
    ) -> ReplyAuthentication {
        guard let identifier, let header = NTPHeader(bytes), count <= bytes.count, header.version >= 4,
            let tail = PacketTail.parts(bytes, count: count, version: header.version)
        else { return .invalid }
        switch NTSParts.read(bytes, tail) {
        case .malformed: return .invalid
        case .notNTS:
            guard let field = ExtensionFields.first(ofType: NTSField.uniqueIdentifier, in: bytes, tail),
                Self.isSame(bytes, field, identifier), header.stratum == 0,
                KissCode(referenceID: header.referenceID) == .ntsNegative
            else { return .invalid }
            isRefused = true
            return .none
        case .parts(let parts):
            guard Self.isSame(bytes, parts.identifier, identifier), let inner = open(bytes, parts, cipher) else {
                return .invalid
            }
            takeCookies(inner)
            (self.identifier, isRefused) = (nil, false)
            return .valid
        }
    }

    private static func isSame(_ bytes: Span<UInt8>, _ field: ExtensionField, _ identifier: [UInt8]) -> Bool {
        guard field.body.count == identifier.count else { return false }
        var difference: UInt8 = 0
        for index in identifier.indices { difference |= bytes[field.body.lowerBound + index] ^ identifier[index] }
        return difference == 0
    }

    /// What the server has encrypted; `nil` where it was not the server.
    private func open(_ bytes: Span<UInt8>, _ parts: NTSParts, _ cipher: any AuthenticatedCipher) -> [UInt8]? {
        guard algorithm.accepts(nonceCount: parts.nonce.count),
            cipher.load(serverToClient.span, for: algorithm, into: .serverToClient)
        else { return nil }
        var opened = [UInt8](repeating: 0, count: parts.ciphertext.count - AEADAlgorithm.tagCount)
        var span = opened.mutableSpan
        let count = cipher.open(
            bytes.extracting(parts.ciphertext), nonce: bytes.extracting(parts.nonce),
            associated: bytes.extracting(0..<parts.authenticator.offset), with: .serverToClient, into: &span)
        return count == opened.count ? opened : nil
    }

    private mutating func takeCookies(_ fields: [UInt8]) {
        var place = 0
        while let field = ExtensionField(fields.span, at: place, upTo: fields.count) {
            place = field.end
            guard field.type == NTSField.cookie, KEInquiry.isUsable(field.body.count),
                cookies.count < Self.mostCookies
            else { continue }
            cookies.append(Array(fields[field.body]))
        }
    }
}
