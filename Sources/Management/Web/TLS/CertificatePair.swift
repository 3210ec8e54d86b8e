// SPDX-License-Identifier: Apache-2.0

import Crypto
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// A chain of certificates, the appliance's own first, and its key.
struct CertificatePair: Sendable {
    let chain: [Certificate]
    let key: Certificate.PrivateKey

    init(chain: [Certificate], key: Certificate.PrivateKey) throws(CertificateFault) {
        (self.chain, self.key) = (chain, key)
        guard let own = chain.first else { throw .noCertificate }
        guard own.publicKey == key.publicKey else {
            let place = chain.firstIndex { $0.publicKey == key.publicKey }
            throw place.map { .outOfOrder($0 + 1) } ?? .notTogether
        }
    }

    /// From PEM, in any order but that of the chain. Other blocks, such as parameters of curves, are passed over.
    init(pem: some Collection<UInt8>) throws(CertificateFault) {
        let parts = PEMParts(pem)
        if case .failure(.encryptedKey) = parts.keys { throw .encryptedKey }
        let (chain, keys) = (try parts.chain.get(), try parts.keys.get())
        guard !chain.isEmpty else { throw .noCertificate }
        guard let key = keys.first else { throw .noKey }
        guard keys.count == 1 else { throw .severalKeys }
        try self.init(chain: chain, key: key)
    }

    /// Whether it may serve: its chain holds together, it is for servers, and it is valid now.
    /// - Parameter unixSeconds: `nil` while the time is not known: then that is not looked at.
    func check(at unixSeconds: Int64?) throws(CertificateFault) {
        for (place, pair) in zip(chain, chain.dropFirst()).enumerated() {
            guard !pair.0.isIssued(by: pair.1) else { continue }
            let issuer = chain.firstIndex { $0 != pair.0 && pair.0.isIssued(by: $0) }
            throw issuer.map { .outOfOrder($0 + 1) } ?? .brokenChain(place + 1)
        }
        if keyName == "Ed25519" { throw .keyOfNoBrowser(keyName) }
        if let usage = try? own.extensions.extendedKeyUsage, !usage.contains(.serverAuth), !usage.contains(.any) {
            throw .noServer
        }
        guard let unixSeconds else { return }
        let now = Date(timeIntervalSince1970: Double(unixSeconds))
        if now > own.notValidAfter { throw .expired(at: Self.text(own.notValidAfter)) }
        if now < own.notValidBefore { throw .notYet(from: Self.text(own.notValidBefore)) }
    }

    var own: Certificate { chain[0] }

    /// Whether this appliance has made it by itself.
    var isOwnMade: Bool {
        chain.count == 1 && "\(own.subject)".contains(OwnCertificate.mark) && own.issuer == own.subject
    }

    /// All in one.
    var pem: [UInt8] {
        get throws {
            let parts = try chain.map { try $0.serializeAsPEM().pemString } + [key.serializeAsPEM().pemString]
            return Array((parts.joined(separator: "\n") + "\n").utf8)
        }
    }

    /// RFC 3339, UTC.
    static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}

extension Certificate {
    fileprivate func isIssued(by other: Certificate) -> Bool {
        issuer == other.subject && other.publicKey.isValidSignature(signature, for: self)
    }
}

extension CertificatePair {
    /// TLS 1.2 at the least.
    func configuration() throws(CertificateFault) -> TLSConfiguration {
        do {
            let certificates = try chain.map {
                try NIOSSLCertificate(bytes: Array($0.serializeAsPEM().pemString.utf8), format: .pem)
            }
            let key = try NIOSSLPrivateKey(bytes: Array(key.serializeAsPEM().pemString.utf8), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            _ = try NIOSSLContext(configuration: configuration)
            return configuration
        } catch { throw .refused("\(error)") }
    }
}
