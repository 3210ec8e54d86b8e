// SPDX-License-Identifier: Apache-2.0

/// The client side of NTS key establishment (RFC 8915, 4): what is asked for, and what a server's records grant.
public enum KEInquiry {
    /// What is offered, the best first: the second algorithm's cookies are shorter, the first every server has.
    public static let usual: [AEADAlgorithm] = [.aes128GCMSIV, .aesSIVCMAC256]
    /// Octets of the longest cookie that is of use: a request with it must get through any network.
    static let longestCookie = 512

    /// The request.
    public static func message(offering algorithms: [AEADAlgorithm] = usual) -> [UInt8] {
        var records = [
            KERecord(KERecord.Kind.nextProtocol, isCritical: true, numbers: [KENegotiation.ntpv4]),
            KERecord(KERecord.Kind.aeadAlgorithm, isCritical: true, numbers: algorithms.map(\.rawValue)),
        ]
        if algorithms.contains(.aes128GCMSIV) {
            records.append(KERecord(KERecord.Kind.compliantExport, isCritical: false))
        }
        return KENegotiation.message(records)
    }

    /// - Parameter offered: the algorithms of the request.
    public static func read(_ answer: [KERecord], offered: [AEADAlgorithm] = usual) throws(KERefusal) -> KEGrant {
        var draft = Draft()
        // An error is told before all else that may be wrong with an answer.
        if let error = answer.first(where: { $0.kind == KERecord.Kind.error }) {
            throw .error(try number(error))
        }
        for record in answer { try draft.take(record) }
        guard let protocols = draft.protocols, let algorithms = draft.algorithms ?? (protocols.isEmpty ? [] : nil)
        else { throw .malformed }
        guard protocols.contains(KENegotiation.ntpv4) else { throw .noProtocol }
        guard let chosen = algorithms.first else { throw .noAlgorithm }
        guard algorithms.count == 1, let algorithm = AEADAlgorithm(rawValue: chosen), offered.contains(algorithm)
        else { throw .notOffered }
        // Its keys may then be exported in either of two ways.
        guard algorithm != .aes128GCMSIV || draft.isCompliant else { throw .unsureExport }
        guard !draft.cookies.isEmpty else { throw .noCookie }
        return KEGrant(
            agreement: KENegotiation.Agreement(algorithm: algorithm, saysCompliant: draft.isCompliant),
            server: draft.server, port: draft.port, cookies: draft.cookies)
    }

    private static func number(_ record: KERecord) throws(KERefusal) -> UInt16 {
        guard let numbers = record.numbers, numbers.count == 1 else { throw .malformed }
        return numbers[0]
    }

    /// What was read so far.
    private struct Draft {
        var protocols: [UInt16]?
        var algorithms: [UInt16]?
        var server: String?
        var port: UInt16?
        var isCompliant = false
        var cookies: [[UInt8]] = []

        mutating func take(_ record: KERecord) throws(KERefusal) {
            switch record.kind {
            case KERecord.Kind.nextProtocol:
                guard protocols == nil, let numbers = record.numbers else { throw .malformed }
                protocols = numbers
            case KERecord.Kind.aeadAlgorithm:
                guard algorithms == nil, let numbers = record.numbers else { throw .malformed }
                algorithms = numbers
            // No warning is known yet, and such as are not known count as errors (RFC 8915, 4.1.4).
            case KERecord.Kind.warning: throw .warning(try KEInquiry.number(record))
            case KERecord.Kind.newCookie: add(record.body)
            case KERecord.Kind.server:
                guard server == nil, let name = KEInquiry.name(record.body) else { throw .malformed }
                server = name
            case KERecord.Kind.port:
                guard port == nil, case let number = try KEInquiry.number(record), number > 0 else { throw .malformed }
                port = number
            case KERecord.Kind.compliantExport: isCompliant = true
            default: if record.isCritical { throw .unknownRecord(record.kind) }
            }
        }

        private mutating func add(_ cookie: [UInt8]) {
            guard KEInquiry.isUsable(cookie.count), cookies.count < NTSSession.mostCookies else { return }
            cookies.append(cookie)
        }
    }

    /// Whether a cookie of so many octets fits an extension field as it is, and a packet.
    static func isUsable(_ count: Int) -> Bool {
        count % 4 == 0 && (PacketTail.shortestField - ExtensionField.headerCount...longestCookie).contains(count)
    }

    /// ASCII, a DNS name or an address (RFC 8915, 4.1.7).
    private static func name(_ body: [UInt8]) -> String? {
        func isFit(_ octet: UInt8) -> Bool {
            switch octet {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
            default: false
            }
        }
        guard (1...253).contains(body.count), body.allSatisfy(isFit) else { return nil }
        return String(decoding: body, as: UTF8.self)
    }
}

/// What a server grants.
public struct KEGrant: Hashable, Sendable {
    public var agreement: KENegotiation.Agreement
    /// The name or address of the server of NTP; `nil`: that where keys were asked for.
    public var server: String?
    /// Its port; `nil`: not told.
    public var port: UInt16?
    /// One at least, 8 at most.
    public var cookies: [[UInt8]]

    public init(
        agreement: KENegotiation.Agreement, server: String? = nil, port: UInt16? = nil, cookies: [[UInt8]]
    ) {
        (self.agreement, self.server, self.port, self.cookies) = (agreement, server, port, cookies)
    }
}

/// Why a server's answer grants nothing.
public enum KERefusal: Error, Hashable, Sendable {
    /// It says so, by that number (RFC 8915, 4.1.3).
    case error(UInt16)
    case warning(UInt16)
    /// It has no NTPv4.
    case noProtocol
    /// It has none of the algorithms that were offered.
    case noAlgorithm
    /// It chose an algorithm that was not offered, or several.
    case notOffered
    /// It does not say how it exports the keys of the algorithm that it chose.
    case unsureExport
    case noCookie
    /// A critical record of that type is not known here.
    case unknownRecord(UInt16)
    /// A record is missing, twice, or of a wrong length.
    case malformed

    /// For a sentence.
    public var clause: String {
        switch self {
        case .error(let number):
            switch KENegotiation.Fault(rawValue: number) {
            case .unrecognisedCriticalRecord: "the server does not know a record that it must know"
            case .badRequest: "the server calls the request bad"
            case .internalError: "the server has an error of its own"
            case nil: "the server tells error \(number)"
            }
        case .warning(let number): "the server warns, by number \(number)"
        case .noProtocol: "the server has no NTPv4 with NTS"
        case .noAlgorithm: "the server has no algorithm in common with us"
        case .notOffered: "the server chose an algorithm that was not offered"
        case .unsureExport: "the server does not say how it exports its keys"
        case .noCookie: "the server gave no cookie that can be used"
        case .unknownRecord(let kind): "the server's answer has an unknown critical record (\(kind))"
        case .malformed: "the server's answer is malformed"
        }
    }
}
