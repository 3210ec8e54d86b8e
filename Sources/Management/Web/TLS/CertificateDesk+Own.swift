// SPDX-License-Identifier: Apache-2.0

import Appliance

extension CertificateDesk {
    /// Serves the appliance's own again: the one that was set aside at an upload, so that those who trust it by its
    /// fingerprint need not do so anew, or else another.
    func goBack() throws(CertificateFault) {
        guard !current.isOwnMade else { throw .ownAlready }
        if let aside { return try replace(by: aside) }
        try replace(by: try makeOwn())
    }

    private var aside: CertificatePair? {
        guard let path = files.certificate, let pem = try? Self.read(path + Self.asideEnding),
            let pair = try? CertificatePair(pem: pem), pair.isOwnMade
        else { return nil }
        return pair
    }

    /// Makes another one, with the names and addresses that the machine has now.
    func renewOwn() throws(CertificateFault) {
        let own = try makeOwn()
        try replace(by: own)
        setAside(own)
    }

    private func makeOwn() throws(CertificateFault) -> CertificatePair {
        do { return try OwnCertificate.make(host: host, addresses: OwnCertificate.addresses(of: listening)) } catch {
            throw .refused("\(error)")
        }
    }

    private static let asideEnding = ".own"

    /// Where that fails, another is made when it is wanted.
    func setAside(_ own: CertificatePair) {
        guard let path = files.certificate, let pem = try? own.pem else { return }
        try? SecretFile.write(pem, to: path + Self.asideEnding)
    }
}
