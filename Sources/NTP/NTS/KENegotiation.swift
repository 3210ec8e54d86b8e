// SPDX-License-Identifier: Apache-2.0

/// The server side of NTS key establishment (RFC 8915, 4): what is answered to a client's records.
public enum KENegotiation {
    /// The name in TLS's application-layer protocol negotiation.
    public static let applicationProtocol = "ntske/1"
    public static let port: UInt16 = 4460
    /// The label of the keys' export (RFC 5705).
    public static let exporterLabel = "EXPORTER-network-time-security"
    /// As many as a client keeps.
    public static let cookies = 8
    /// NTPv4, the one protocol that there is (RFC 8915, 7.7).
    static let ntpv4: UInt16 = 0

    /// Where clients are sent for the time.
    public struct Place: Hashable, Sendable {
        /// `nil`: where they asked for keys.
        public var server: String?
        public var port: UInt16

        public init(server: String? = nil, port: UInt16 = Responder.port) { (self.server, self.port) = (server, port) }
    }

    /// Numbers of the error record (RFC 8915, 4.1.3).
    public enum Fault: UInt16, Hashable, Sendable, CaseIterable {
        case unrecognisedCriticalRecord = 0
        case badRequest = 1
        case internalError = 2
    }

    /// How a request is to be answered.
    public enum Outcome: Hashable, Sendable {
        /// With cookies, of keys that are exported with these contexts.
        case keys(Agreement)
        /// The client has no protocol, or no algorithm, in common with us: these records.
        case nothingInCommon([KERecord])
        case fault(Fault)
    }

    /// What was agreed upon.
    public struct Agreement: Hashable, Sendable {
        public var algorithm: AEADAlgorithm
        /// Whether the client is told that its keys are exported as the RFC says.
        public var saysCompliant: Bool

        public init(algorithm: AEADAlgorithm, saysCompliant: Bool = false) {
            (self.algorithm, self.saysCompliant) = (algorithm, saysCompliant)
        }

        /// The exporter's context (RFC 8915, 5.1): protocol, algorithm, direction.
        public func context(toServer: Bool) -> [UInt8] {
            let number = algorithm.rawValue
            return [0, 0, UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number), toServer ? 0 : 1]
        }
    }

    /// - Parameter known: the algorithms that can be had.
    public static func answer(_ request: [KERecord], known: [AEADAlgorithm] = AEADAlgorithm.allCases) -> Outcome {
        var (protocols, algorithms, isCompliant): ([UInt16]?, [UInt16]?, Bool) = (nil, nil, false)
        for record in request {
            switch record.kind {
            case KERecord.Kind.nextProtocol:
                guard protocols == nil, record.isCritical, let numbers = record.numbers else {
                    return .fault(.badRequest)
                }
                protocols = numbers
            case KERecord.Kind.aeadAlgorithm:
                guard algorithms == nil, let numbers = record.numbers else { return .fault(.badRequest) }
                algorithms = numbers
            case KERecord.Kind.error, KERecord.Kind.warning, KERecord.Kind.newCookie: return .fault(.badRequest)
            case KERecord.Kind.compliantExport: isCompliant = true
            case KERecord.Kind.server, KERecord.Kind.port: break
            default: if record.isCritical { return .fault(.unrecognisedCriticalRecord) }
            }
        }
        guard let protocols, let algorithms, !protocols.isEmpty, !algorithms.isEmpty else { return .fault(.badRequest) }
        return agree(protocols, algorithms, isCompliant, known)
    }

    private static func agree(
        _ protocols: [UInt16], _ algorithms: [UInt16], _ isCompliant: Bool, _ known: [AEADAlgorithm]
    ) -> Outcome {
        guard protocols.contains(ntpv4) else {
            return .nothingInCommon([KERecord(KERecord.Kind.nextProtocol, isCritical: true)])
        }
        let usable = algorithms.compactMap(AEADAlgorithm.init(rawValue:)).filter(known.contains)
        // A client that does not say how it exports the keys of the newer algorithm may do it in either way.
        let sure = usable.filter { $0 != .aes128GCMSIV || isCompliant }
        guard let algorithm = sure.first ?? usable.first else {
            return .nothingInCommon([
                KERecord(KERecord.Kind.nextProtocol, isCritical: true, numbers: [ntpv4]),
                KERecord(KERecord.Kind.aeadAlgorithm, isCritical: true),
            ])
        }
        return .keys(Agreement(algorithm: algorithm, saysCompliant: isCompliant && algorithm == .aes128GCMSIV))
    }

    /// The message with cookies.
    public static func message(_ agreement: Agreement, cookies: [[UInt8]], place: Place) -> [UInt8] {
        var records = [
            KERecord(KERecord.Kind.nextProtocol, isCritical: true, numbers: [ntpv4]),
            KERecord(KERecord.Kind.aeadAlgorithm, isCritical: true, numbers: [agreement.algorithm.rawValue]),
        ]
        if agreement.saysCompliant { records.append(KERecord(KERecord.Kind.compliantExport, isCritical: false)) }
        if let server = place.server {
            records.append(KERecord(KERecord.Kind.server, isCritical: true, Array(server.utf8)))
        }
        if place.port != Responder.port {
            records.append(KERecord(KERecord.Kind.port, isCritical: true, numbers: [place.port]))
        }
        return message(records + cookies.map { KERecord(KERecord.Kind.newCookie, isCritical: false, $0) })
    }

    /// The message that says what is wrong with a request.
    public static func message(_ fault: Fault) -> [UInt8] {
        message([KERecord(KERecord.Kind.error, isCritical: true, numbers: [fault.rawValue])])
    }

    /// Records and the end of message.
    public static func message(_ records: [KERecord]) -> [UInt8] {
        (records + [KERecord(KERecord.Kind.endOfMessage, isCritical: true)]).flatMap(\.octets)
    }
}
