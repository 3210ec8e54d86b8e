// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import X509

/// The certificates and the private key in a PEM text, each with what is wrong with it. Other blocks, such as parameters
/// of curves, are passed over.
struct PEMParts {
    /// In the order of the text; empty where there is none.
    private(set) var chain: Result<[Certificate], CertificateFault> = .success([])
    /// In the order of the text.
    private(set) var keys: Result<[Certificate.PrivateKey], CertificateFault> = .success([])

    init(_ pem: some Collection<UInt8>) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: String(decoding: pem, as: UTF8.self)) else {
            (chain, keys) = (.failure(.notPEM), .failure(.notPEM))
            return
        }
        for document in documents {
            switch document.discriminator {
            case "CERTIFICATE": Self.add(to: &chain) { Self.certificate(document, place: $0 + 1) }
            case "ENCRYPTED PRIVATE KEY": Self.add(to: &keys) { _ in .failure(.encryptedKey) }
            case let kind where kind.hasSuffix("PRIVATE KEY"): Self.add(to: &keys) { _ in Self.key(document) }
            default: break
            }
        }
    }

    /// The first thing that is wrong stays.
    private static func add<Part>(
        to parts: inout Result<[Part], CertificateFault>, _ read: (Int) -> Result<Part, CertificateFault>
    ) {
        parts = parts.flatMap { list in read(list.count).map { list + [$0] } }
    }

    private static func certificate(
        _ document: PEMDocument, place: Int
    ) -> Result<Certificate, CertificateFault> {
        if let certificate = try? Certificate(pemDocument: document) { return .success(certificate) }
        let what = "certificate \(place)"
        return .failure(isWeakPublicKey(in: document.derBytes) ? .weakKey(what: what) : .unreadable(what: what))
    }

    private static func key(_ document: PEMDocument) -> Result<Certificate.PrivateKey, CertificateFault> {
        if let key = try? Certificate.PrivateKey(pemDocument: document) { return .success(key) }
        let isRSA = document.discriminator == "RSA PRIVATE KEY" || contains(rsa, in: document.derBytes) != nil
        // Of 2048 bits: two numbers of 256 octets and five of 128, at the least.
        let isShort = document.derBytes.count < 1100
        return .failure(isRSA && isShort ? .weakKey(what: "the file") : .unreadable(what: "the private key"))
    }

    // MARK: Keys that the library does not even read

    /// rsaEncryption (RFC 3279, 2.3.1), its parameters, and the tag of the bit string that follows (RFC 5280, 4.1).
    private static let rsaKeyFollows: [UInt8] = rsa + [0x05, 0x00, 0x03]
    private static let rsa: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]

    /// Whether a certificate's DER has an RSA key whose bit string is shorter than a modulus of 2048 bits.
    private static func isWeakPublicKey(in der: [UInt8]) -> Bool {
        guard let end = contains(rsaKeyFollows, in: der) else { return false }
        let length = der[end...].prefix(3)
        switch length.first {
        case .some(0x82) where length.count == 3: return length.dropFirst().reduce(0) { $0 << 8 | Int($1) } < 257
        case .some(0x83...): return false
        case nil: return false
        default: return true
        }
    }

    /// Where the pattern ends first.
    private static func contains(_ pattern: [UInt8], in der: [UInt8]) -> Int? {
        guard der.count > pattern.count else { return nil }
        let start = (0...der.count - pattern.count).first { der[$0..<$0 + pattern.count].elementsEqual(pattern) }
        return start.map { $0 + pattern.count }
    }
}

/// Everything that is wrong with a chain and a key that were uploaded, each with its field. Never empty.
struct CertificateFaults: Error, Hashable, CustomStringConvertible {
    struct Fault: Hashable {
        var field: CertificateFault.Field?
        var fault: CertificateFault
    }

    var faults: [Fault]

    /// All of them, one after the other.
    var description: String { faults.map { "\($0.fault)" }.joined(separator: ". ") }

    init(_ faults: [Fault]) { self.faults = faults }
    init(_ fault: CertificateFault) { faults = [Fault(field: fault.field, fault: fault)] }
}

extension CertificatePair {
    /// From the two fields of an upload. The key may stand in the chain's field too.
    init(chain: [UInt8], key: [UInt8], at unixSeconds: Int64?) throws(CertificateFaults) {
        let (first, second) = (PEMParts(chain), PEMParts(key))
        var (faults, certificates, keys): ([CertificateFaults.Fault], [Certificate], [Certificate.PrivateKey]) = (
            [], [], []
        )
        do throws(CertificateFault) {
            certificates = try first.chain.get()
            if certificates.isEmpty { throw .noCertificate }
        } catch { faults.append(.init(field: .chain, fault: error)) }
        do throws(CertificateFault) {
            keys = try second.keys.get() + ((try? first.keys.get()) ?? [])
            if keys.isEmpty { _ = try first.keys.get() }
            if keys.count != 1 { throw keys.isEmpty ? .noKey : .severalKeys }
        } catch { faults.append(.init(field: .key, fault: error)) }
        guard faults.isEmpty else { throw CertificateFaults(faults) }
        do throws(CertificateFault) {
            try self.init(chain: certificates, key: keys[0])
            try check(at: unixSeconds)
        } catch { throw CertificateFaults(error) }
    }
}
