// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Crypto
import FoundationEssentials
import NIOCore
import NIOPosix
import NIOSSL
import SwiftASN1
import Testing
import X509

@testable import Management

/// A pair as an authority would give one: a chain of two.
struct Authority {
    let name: DistinguishedName
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())

    init() throws { name = try DistinguishedName { CommonName("An authority") } }

    func pair(
        from begin: Double = 0, to end: Double = 4e9, usage: ExtendedKeyUsage.Usage = .serverAuth,
        signer: Certificate.PrivateKey? = nil
    ) throws -> CertificatePair {
        let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName("clock.example") }
        let leaf = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: own.publicKey,
            notValidBefore: Date(timeIntervalSince1970: begin), notValidAfter: Date(timeIntervalSince1970: end),
            issuer: name, subject: subject,
            extensions: Certificate.Extensions {
                try ExtendedKeyUsage([usage])
                SubjectAlternativeNames([.dnsName("clock.example")])
            }, issuerPrivateKey: signer ?? key)
        let root = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey,
            notValidBefore: Date(timeIntervalSince1970: 0), notValidAfter: Date(timeIntervalSince1970: 4e9),
            issuer: name,
            subject: name,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            },
            issuerPrivateKey: key)
        return try CertificatePair(chain: [leaf, root], key: own)
    }
}

@Suite struct `The appliance's own certificate` {
    @Test func `names the host and its addresses, for ten years`() throws {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let pair = try OwnCertificate.make(host: "clock", addresses: [.loopbackV4, .loopbackV6], now: now)
        #expect(pair.isOwnMade)
        let names = try #require(try pair.own.extensions.subjectAlternativeNames)
        #expect(
            names.map { "\($0)" }.joined(separator: " ").contains("clock.local"))
        #expect(names.count == 4)
        #expect(pair.own.notValidBefore < now && pair.own.notValidAfter > now + 3650 * 86_400)
        try pair.check(at: 1_800_000_000)
    }

    @Test func `does not depend on a clock that nobody has set`() throws {
        let pair = try OwnCertificate.make(host: "clock", addresses: [], now: Date(timeIntervalSince1970: 0))
        #expect(CertificatePair.text(pair.own.notValidBefore) == "2026-01-01T00:00:00Z")
    }

    @Test func `is made once, for its owner's eyes`() throws {
        try withFiles { files in
            let first = try desk(files)
            let again = try desk(files)
            #expect(first.current.fingerprint == again.current.fingerprint && !again.isUploaded)
            let path = try #require(files.certificate)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600 || mode as? UInt == 0o600)
        }
    }

    @Test func `serves where the one in the file cannot, and leaves that alone`() throws {
        try withFiles { files in
            try SecretFile.write(Array("nonsense".utf8), to: try #require(files.certificate))
            #expect(try desk(files).current.isOwnMade)
            #expect(try SecretFile.read(try #require(files.certificate)) == Array("nonsense".utf8))
        }
    }

    @Test func `may have its key in a file of its own`() throws {
        try withFiles { files in
            var files = files
            files.key = try #require(files.certificate) + ".key"
            let pair = try Authority().pair()
            let chain = try pair.chain.map { try $0.serializeAsPEM().pemString }.joined(separator: "\n")
            try SecretFile.write(Array(chain.utf8), to: try #require(files.certificate))
            try SecretFile.write(Array(try pair.key.serializeAsPEM().pemString.utf8), to: try #require(files.key))
            #expect(try desk(files).current.fingerprint == pair.fingerprint)
        }
    }
}

@Suite struct `A certificate that is uploaded` {
    private static let now: Int64 = 1_800_000_000

    @Test func `is taken with its chain and key, and kept`() throws {
        try withFiles { files in
            let (desk, pair) = (try desk(files), try Authority().pair())
            try desk.replace(by: try pair.pem, at: Self.now)
            #expect(desk.isUploaded && desk.current.fingerprint == pair.fingerprint)
            #expect(try ManagementTests.desk(files).current.fingerprint == pair.fingerprint)
        }
    }

    @Test func `is refused for what is wrong with it, and the old one stays`() throws {
        try withFiles { files in
            let desk = try desk(files)
            let old = desk.current.fingerprint
            let good = try Authority().pair()
            let other = try Authority().pair()
            let mixed = try good.chain[0].serializeAsPEM().pemString + "\n" + other.key.serializeAsPEM().pemString
            let table: [([UInt8], CertificateFault)] = [
                (Array("nonsense".utf8), .noCertificate), ([], .noCertificate), ([0xFF, 0xFE], .noCertificate),
                (Array(try good.chain[0].serializeAsPEM().pemString.utf8), .noKey),
                (Array(try good.key.serializeAsPEM().pemString.utf8), .noCertificate),
                (Array(mixed.utf8), .notTogether),
                (try good.pem + [10] + good.pem, .severalKeys),
                (try Authority().pair(to: 1.7e9).pem, .expired(at: "2023-11-14T22:13:20Z")),
                (try Authority().pair(from: 1.9e9).pem, .notYet(from: "2030-03-17T17:46:40Z")),
                (try Authority().pair(usage: .clientAuth).pem, .noServer),
                (try Authority().pair(signer: other.key).pem, .brokenChain(1)),
                (
                    Array("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n".utf8),
                    .encryptedKey
                ),
                (
                    Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8),
                    .unreadable(what: "certificate 1")
                ),
            ]
            for (pem, fault) in table {
                #expect(throws: fault) { try desk.replace(by: pem, at: Self.now) }
            }
            #expect(desk.current.fingerprint == old)
        }
    }

    @Test func `is not judged by a time that is not known`() throws {
        try Authority().pair(to: 1.7e9).check(at: nil)
    }
}

private func withFiles(_ body: (Settings.Management.TLS) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-test-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(Settings.Management.TLS(mode: .on, certificate: folder + "/tls.pem"))
}

func desk(_ files: Settings.Management.TLS) throws -> CertificateDesk {
    try CertificateDesk(files: files, listening: [.loopback(port: 0)], host: "clock", log: quiet)
}
