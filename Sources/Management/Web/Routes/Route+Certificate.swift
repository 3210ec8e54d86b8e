// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Crypto
import FoundationEssentials
import Hummingbird
import Logging
import SwiftASN1
import TimeBase
import X509

extension Route {
    static let certificate = [
        Route(.get, "/api/v1/certificate", .admin, .certificate) { visit in
            try Answer.json(CertificateReport(visit.certificates().current))
        },
        Route(.put, "/api/v1/certificate", .admin, .putCertificate, largestBody: 262_144) { visit in
            let desk = try visit.certificates()
            do {
                try desk.replace(by: try await visit.body(), at: visit.site.gate.moment.unixSeconds)
            } catch let fault as CertificateFault {
                let status: HTTPResponse.Status =
                    if case .file = fault { .serviceUnavailable } else { .unprocessableContent }
                throw HTTPError(status, message: "\(fault)")
            }
            visit.tell("the certificate was replaced")
            return try Answer.json(CertificateReport(desk.current))
        },
    ]

    private struct CertificateReport: Encodable {
        var subject: String
        var issuer: String
        var notBefore: String
        var notAfter: String
        /// SHA-256 of the certificate, hexadecimal octets between colons, as browsers show it.
        var sha256: String
        /// Whether the appliance has made it by itself.
        var isOwn: Bool

        init(_ pair: CertificatePair) {
            (subject, issuer) = ("\(pair.own.subject)", "\(pair.own.issuer)")
            notBefore = CertificatePair.text(pair.own.notValidBefore)
            notAfter = CertificatePair.text(pair.own.notValidAfter)
            (sha256, isOwn) = (pair.fingerprint, pair.isOwnMade)
        }
    }
}

extension Visit {
    fileprivate func certificates() throws -> CertificateDesk {
        guard let desk = site.certificates else { throw HTTPError(.conflict, message: "TLS is off") }
        return desk
    }
}

extension CertificatePair {
    /// Of the first certificate, as browsers show it.
    var fingerprint: String {
        guard let der = try? own.serializeAsPEM().derBytes else { return "" }
        return SHA256.hash(data: der).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            .joined(separator: ":")
    }
}
