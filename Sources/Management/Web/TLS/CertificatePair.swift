// SPDX-License-Identifier: Apache-2.0

import Crypto
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// Why a certificate is not taken.
enum CertificateFault: Error, Hashable, CustomStringConvertible {
    case notPEM
    case noCertificate, noKey, severalKeys
    case unreadable(what: String)
    case encryptedKey
    case notTogether
    /// The certificate of this place in the chain, from 1, was not issued by the next.
    case brokenChain(Int)
    case expired(at: String)
    case notYet(from: String)
    case noServer
    case refused(String)
    case file(path: String, reason: String)

    var description: String {
        switch self {
        case .notPEM: "this is no PEM"
        case .noCertificate: "there is no certificate in it"
        case .noKey: "there is no private key in it"
        case .severalKeys: "there is more than one private key in it"
        case .unreadable(let what): "\(what) cannot be read"
        case .encryptedKey: "the private key is encrypted; decrypt it first"
        case .notTogether: "the first certificate and the private key do not belong together"
        case .brokenChain(let place): "certificate \(place) of the chain was not issued by the one after it"
        case .expired(let moment): "the certificate expired at \(moment)"
        case .notYet(let moment): "the certificate is not valid before \(moment)"
        case .noServer: "the certificate is not for servers"
        case .refused(let reason): "TLS does not take it: \(reason)"
        case .file(let path, let reason): "\(path): \(reason)"
        }
    }
}

/// A chain of certificates, the appliance's own first, and its key.
struct CertificatePair: Sendable {
    let chain: [Certificate]
    let key: Certificate.PrivateKey

    init(chain: [Certificate], key: Certificate.PrivateKey) throws(CertificateFault) {
        (self.chain, self.key) = (chain, key)
        guard let own = chain.first else { throw .noCertificate }
        guard own.publicKey == key.publicKey else { throw .notTogether }
    }

    /// From PEM, in any order but that of the chain. Other blocks, such as parameters of curves, are passed over.
    init(pem: some Collection<UInt8>) throws(CertificateFault) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: String(decoding: pem, as: UTF8.self)) else {
            throw .notPEM
        }
        var (chain, keys): ([Certificate], [Certificate.PrivateKey]) = ([], [])
        for document in documents {
            switch document.discriminator {
            case "CERTIFICATE": chain.append(try Self.certificate(document, place: chain.count + 1))
            case "ENCRYPTED PRIVATE KEY": throw .encryptedKey
            case let kind where kind.hasSuffix("PRIVATE KEY"): keys.append(try Self.key(document))
            default: break
            }
        }
        guard !chain.isEmpty else { throw .noCertificate }
        guard let key = keys.first else { throw .noKey }
        guard keys.count == 1 else { throw .severalKeys }
        try self.init(chain: chain, key: key)
    }

    /// Whether it may serve: its chain holds together, it is for servers, and it is valid now.
    /// - Parameter unixSeconds: `nil` while the time is not known: then that is not looked at.
    func check(at unixSeconds: Int64?) throws(CertificateFault) {
        for (place, pair) in zip(chain, chain.dropFirst()).enumerated() {
            guard pair.0.issuer == pair.1.subject, pair.1.publicKey.isValidSignature(pair.0.signature, for: pair.0)
            else {
                throw .brokenChain(place + 1)
            }
        }
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

    private static func certificate(_ document: PEMDocument, place: Int) throws(CertificateFault) -> Certificate {
        do { return try Certificate(pemDocument: document) } catch { throw .unreadable(what: "certificate \(place)") }
    }

    private static func key(_ document: PEMDocument) throws(CertificateFault) -> Certificate.PrivateKey {
        do { return try Certificate.PrivateKey(pemDocument: document) } catch {
            throw .unreadable(what: "the private key")
        }
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
