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
    private static let path = "/api/v1/certificate"

    /// What is served, and its replacement: by PEM as it is, or by the two fields of a form.
    static let certificate = [
        Route(.get, path, .admin, .certificate) { visit in
            try Answer.json(CertificateReport(visit.certificates().current))
        },
        Route(.put, path, .admin, .putCertificate, largestBody: 262_144) { visit in
            _ = try visit.certificates()
            let pem = try await visit.body()
            return try change(visit, "the certificate was replaced") { desk throws(CertificateFault) in
                try desk.replace(by: pem, at: visit.site.gate.moment.unixSeconds)
            }
        },
        Route(.post, path, .admin, .uploadCertificate, largestBody: 262_144, answer: upload),
        Route(.delete, path, .admin, .dropCertificate) { visit in
            try change(visit, "the appliance's own certificate is served again") { desk throws(CertificateFault) in
                try desk.goBack()
            }
        },
        Route(.post, path + "/own", .admin, .renewCertificate) { visit in
            try change(visit, "the appliance has made itself a new certificate") { desk throws(CertificateFault) in
                try desk.renewOwn()
            }
        },
    ]

    /// The fields `chain` and `key`, each a file or a text, or one of each: what is filled in counts.
    private static func upload(_ visit: Visit) async throws -> Response {
        _ = try visit.certificates()
        let type = visit.request.headers[.contentType] ?? ""
        guard let form = Multipart(try await visit.body(), contentType: type) else {
            throw HTTPError(.badRequest, message: "chain and key are to be sent as a form, multipart/form-data")
        }
        let pair: CertificatePair
        do throws(CertificateFaults) {
            pair = try CertificatePair(
                chain: form.pem("chain"), key: form.pem("key"), at: visit.site.gate.moment.unixSeconds)
        } catch {
            guard !visit.isForm else { throw error }
            return try Answer.json(
                FieldsProblem(error), status: .unprocessableContent, type: "application/problem+json")
        }
        return try change(visit, "the certificate was replaced") { desk throws(CertificateFault) in
            try desk.replace(by: pair)
        }
    }

    private static func change(
        _ visit: Visit, _ what: String, _ act: (CertificateDesk) throws(CertificateFault) -> Void
    ) throws -> Response {
        let desk = try visit.certificates()
        do throws(CertificateFault) { try act(desk) } catch {
            throw HTTPError(error.status, message: "\(error)")
        }
        visit.tell(what)
        return visit.isForm ? Answer.see("/settings") : try Answer.json(CertificateReport(desk.current))
    }
}

extension Multipart {
    /// Of a field that is there as a file and as a text, all of it.
    fileprivate func pem(_ name: String) -> [UInt8] {
        parts.filter { $0.name == name }.flatMap { $0.octets + [0x0A] }
    }
}

extension Visit {
    fileprivate func certificates() throws -> CertificateDesk {
        guard let desk = site.certificates else {
            throw HTTPError(.conflict, message: "TLS is off; management.tls turns it on")
        }
        return desk
    }
}

extension CertificateFault {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .file: .serviceUnavailable
        case .onTrial, .ownAlready: .conflict
        default: .unprocessableContent
        }
    }
}

/// Problem details (RFC 9457) with each fault and the field that it belongs to.
private struct FieldsProblem: Encodable {
    struct Fault: Encodable {
        var field: CertificateFault.Field?
        var reason: String
    }

    var type = "about:blank"
    var status = 422
    var title = "Unprocessable Content"
    var detail: String
    var faults: [Fault]

    init(_ faults: CertificateFaults) {
        detail = "\(faults)"
        self.faults = faults.faults.map { Fault(field: $0.field, reason: "\($0.fault)") }
    }
}
