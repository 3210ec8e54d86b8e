// SPDX-License-Identifier: Apache-2.0

import Board
import Crypto
import FoundationEssentials
import NIOCore
import SwiftASN1
import X509

/// The certificate that the appliance makes for itself, so that nothing goes in the clear from the first minute.
///
/// It is trusted by hand, by its fingerprint, and so it lasts ten years: a new one each year would teach people to click
/// warnings away. Nor is there a time to go by: the first start may not know it, and a day too early refuses as surely as
/// a day too late.
enum OwnCertificate {
    /// What its subject says, by which it is known again.
    static let mark = "Gnomon's own"
    private static let lifetime = 3652.0 * 86_400
    /// 2026-01-01: what a machine without a battery takes for the time lies before.
    private static let earliest = Date(timeIntervalSince1970: 1_767_225_600)

    /// - Parameters:
    ///   - host: What the machine calls itself.
    ///   - addresses: What it is reached by.
    ///   - now: What the machine takes for the time.
    static func make(host: String, addresses: [IPAddress], now: Date = .now) throws -> CertificatePair {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let begin = max(now - 86_400, earliest)
        let name = try DistinguishedName {
            CommonName(String(host.prefix(64)))
            OrganizationName(mark)
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey, notValidBefore: begin,
            notValidAfter: begin + lifetime, issuer: name, subject: name,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(alternatives(host, addresses))
            }, issuerPrivateKey: key)
        return try CertificatePair(chain: [certificate], key: key)
    }

    private static func alternatives(_ host: String, _ addresses: [IPAddress]) -> [GeneralName] {
        let names = host.contains(".") || host == "localhost" ? [host] : [host, host + ".local"]
        return names.map { .dnsName($0) }
            + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0.octets[...])) }
    }

    /// The addresses under which a machine that listens on these is reached: its own, where it listens on all.
    static func addresses(of listening: [IPEndpoint]) -> [IPAddress] {
        var addresses = listening.map(\.address).filter { !$0.isUnspecified }
        if listening.contains(where: \.address.isUnspecified) {
            addresses += ((try? System.enumerateDevices()) ?? []).compactMap {
                $0.address?.ipAddress.flatMap { IPAddress(String($0.prefix { $0 != "%" })) }
            }
        }
        return addresses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
