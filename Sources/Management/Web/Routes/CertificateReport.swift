// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import FoundationEssentials
import NIOCore
import SwiftASN1
import X509

/// What `GET /api/v1/certificate` tells.
struct CertificateReport: Encodable, Sendable {
    var subject: String
    var issuer: String
    /// What it is for: names and addresses.
    var names: [String]
    /// Such as "P-256" or "RSA, 2048 bits".
    var key: String
    var notBefore: String
    var notAfter: String
    /// SHA-256 of the certificate, hexadecimal octets between colons, as browsers show it.
    var sha256: String
    /// Certificates that are sent, the appliance's own with them.
    var chain: Int
    /// Whether the appliance has made it by itself.
    var isOwn: Bool

    init(_ pair: CertificatePair) {
        (subject, issuer) = ("\(pair.own.subject)", "\(pair.own.issuer)")
        (names, key) = (pair.names, pair.keyName)
        notBefore = CertificatePair.text(pair.own.notValidBefore)
        notAfter = CertificatePair.text(pair.own.notValidAfter)
        (sha256, chain, isOwn) = (pair.fingerprint, pair.chain.count, pair.isOwnMade)
    }
}

extension CertificatePair {
    /// Of the first certificate, as browsers show it.
    var fingerprint: String {
        guard let der = try? own.serializeAsPEM().derBytes else { return "" }
        return SHA256.hash(data: der).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            .joined(separator: ":")
    }

    /// The names and addresses that browsers compare with what they were asked for (RFC 5280, 4.2.1.6).
    var names: [String] {
        guard let names = try? own.extensions.subjectAlternativeNames else { return [] }
        return names.compactMap { name in
            switch name {
            case .dnsName(let name): name
            case .ipAddress(let octets):
                (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: octets.bytes), port: 0))?.ipAddress
            default: nil
            }
        }
    }

    /// Such as "P-256" or "RSA, 2048 bits".
    var keyName: String {
        let key = own.publicKey
        if let rsa = _RSA.Signing.PublicKey(key) { return "RSA, \(rsa.keySizeInBits) bits" }
        if P256.Signing.PublicKey(key) != nil { return "P-256" }
        if P384.Signing.PublicKey(key) != nil { return "P-384" }
        if P521.Signing.PublicKey(key) != nil { return "P-521" }
        return "Ed25519"
    }
}
