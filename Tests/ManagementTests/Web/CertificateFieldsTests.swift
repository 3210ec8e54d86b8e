// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import SwiftASN1
import Testing
import X509

@testable import Management

@Suite struct `A chain and a key in two fields` {
    private static let now: Int64 = 1_800_000_000

    private static func chain(_ pair: CertificatePair, _ order: [Int]) throws -> [UInt8] {
        Array(try order.map { try pair.chain[$0].serializeAsPEM().pemString + "\n" }.joined().utf8)
    }

    private static func key(_ pair: CertificatePair) throws -> [UInt8] {
        Array(try pair.key.serializeAsPEM().pemString.utf8)
    }

    private func faults(_ chain: [UInt8], _ key: [UInt8]) -> [String] {
        do throws(CertificateFaults) {
            _ = try CertificatePair(chain: chain, key: key, at: Self.now)
            return []
        } catch { return error.faults.map { "\($0.field?.rawValue ?? "") \($0.fault)" } }
    }

    @Test func `are taken where they belong together, wherever the key stands`() throws {
        let pair = try Authority().pair()
        #expect(faults(try Self.chain(pair, [0, 1]), try Self.key(pair)).isEmpty)
        #expect(faults(try pair.pem, []).isEmpty)
    }

    @Test func `are refused with each fault at its field`() throws {
        let (pair, other) = (try Authority().pair(), try Authority().pair())
        let (chain, key) = (try Self.chain(pair, [0, 1]), try Self.key(pair))
        let table: [([UInt8], [UInt8], [String])] = [
            ([], [], ["chain there is no certificate", "key there is no private key"]),
            (Array("tea".utf8), key, ["chain there is no certificate"]),
            (chain, try Self.key(other), ["key the first certificate and the private key do not belong"]),
            (try Self.chain(pair, [1, 0]), key, ["chain the chain is out of order: certificate 2"]),
            (
                try Self.chain(pair, [0]) + Self.chain(other, [1]) + Self.chain(pair, [1]), key,
                ["chain the chain is out of order: certificate 3"]
            ),
            (
                try Self.chain(pair, [0]) + Self.chain(other, [1]), key,
                ["chain certificate 1 of the chain was not issued"]
            ),
            (chain, key + [10] + key, ["key there is more than one private key"]),
            (
                chain,
                Array("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n".utf8),
                ["key the private key is encrypted"]
            ),
            (
                Array(weakCertificate.utf8), Array(weakKey.utf8),
                ["chain the key of certificate 1 is weak", "key the key of the file is weak"]
            ),
        ]
        for (chain, key, wanted) in table {
            let told = faults(chain, key)
            #expect(told.count == wanted.count && zip(told, wanted).allSatisfy { $0.hasPrefix($1) }, "\(told)")
        }
        let expired = try Authority().pair(to: 1.7e9)
        #expect(
            faults(try Self.chain(expired, [0, 1]), try Self.key(expired)).first?.contains("expired at 2023") ?? false)
    }
}

@Suite struct `The way back to the appliance's own certificate` {
    @Test func `leads to the one that was there before, by its fingerprint`() async throws {
        try await withDesk { desk, files in
            let own = desk.current.fingerprint
            #expect(throws: CertificateFault.ownAlready) { try desk.goBack() }
            try desk.replace(by: try Authority().pair())
            try desk.goBack()
            #expect(desk.current.fingerprint == own)
            #expect(try ManagementTests.desk(files).current.fingerprint == own)
        }
    }

    @Test func `leads to another where that is gone, or a new one is wanted`() async throws {
        try await withDesk { desk, files in
            let own = desk.current.fingerprint
            try desk.replace(by: try Authority().pair())
            SecretFile.remove(try #require(files.certificate) + ".own")
            try desk.goBack()
            let second = desk.current.fingerprint
            try desk.renewOwn()
            #expect(desk.current.isOwnMade && Set([own, second, desk.current.fingerprint]).count == 3)
        }
    }

    @Test func `of a certificate on trial is its end`() async throws {
        try await withDesk { desk, files in
            let (own, pair) = (desk.current.fingerprint, try Authority().pair())
            try desk.begin(trialOf: pair)
            #expect(desk.current.fingerprint == pair.fingerprint && desk.kept.fingerprint == own)
            #expect(throws: CertificateFault.onTrial) { try desk.renewOwn() }
            desk.undoTrial()
            #expect(desk.current.fingerprint == own)
            try desk.begin(trialOf: pair)
            #expect(try ManagementTests.desk(files).current.fingerprint == own)
            try desk.keepTrial()
            #expect(try ManagementTests.desk(files).current.fingerprint == pair.fingerprint)
        }
    }

    private func withDesk(_ body: (CertificateDesk, Settings.Management.TLS) throws -> Void) async throws {
        try await withFolder { folder in
            let files = Settings.Management.TLS(mode: .on, certificate: folder + "/tls.pem")
            try body(try desk(files), files)
        }
    }
}

/// Made by `openssl req -x509 -newkey rsa:1024 -nodes -days 36500 -subj /CN=weak`; of no worth.
private let weakCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIB/DCCAWWgAwIBAgIUOy5i985caeqNCi9opOz/k3Xi6lwwDQYJKoZIhvcNAQEL
    BQAwDzENMAsGA1UEAwwEd2VhazAgFw0yNjExMjExNDMyNTdaGA8yMTI2MTAyODE0
    MzI1N1owDzENMAsGA1UEAwwEd2VhazCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkC
    gYEAoBdYBnb+o49TwbI2bsezryds8udl5/49DkvxeFjtKfa1hUJdsyBhiVdfAXXv
    hasnEZnEvcZKB0AMYuKJp2DfDXWQxYU/fEH2H8r9+wPQXzRJarfh3XWk+PwMn+wx
    +FaWf9G+Okupjxrwk7nWDuh0VSbTqtmmVIwrnlu0xcNZs4UCAwEAAaNTMFEwHQYD
    VR0OBBYEFEhUPKlPv2vxuJP6Hqh30VnDy45/MB8GA1UdIwQYMBaAFEhUPKlPv2vx
    uJP6Hqh30VnDy45/MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADgYEA
    NcUkC4IGcONqMWmVvmj3OCiAcBVOZ96GDS3l6iP7IIMVj9R3IUzuyAP5EMQaoR5c
    dgRGdnmhRZvboYgQwREoSezSwy/J1ynQ4S8s3meqS3YK5uHitT6329CtCP8cDliZ
    7f/HUyLmccyjkmw3u3N3ScT22v2OOkZYpJLIJEWrPow=
    -----END CERTIFICATE-----
    """

private let weakKey = """
    -----BEGIN PRIVATE KEY-----
    MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBAKAXWAZ2/qOPU8Gy
    Nm7Hs68nbPLnZef+PQ5L8XhY7Sn2tYVCXbMgYYlXXwF174WrJxGZxL3GSgdADGLi
    iadg3w11kMWFP3xB9h/K/fsD0F80SWq34d11pPj8DJ/sMfhWln/RvjpLqY8a8JO5
    1g7odFUm06rZplSMK55btMXDWbOFAgMBAAECgYA5oc29ng7zgMCNRYPVA62LC61s
    EKOeDeebAvnt8k2Gwtr8GzUyLCEQ2VRJaVSOEVxiOLIcA4tY6tTKsHUPvY7ubq8u
    WD7NX4N1o214hwgn8TjfZJRk1vbOrAXN/qWUpHq7d702MFoMEMKi06wG8TrRU9OZ
    v6lOFTQLbXmMNgPtrQJBAM6geGpBjYA08pJcqKIA/1Zu+yPDCAix5UHnGih/9xSJ
    ofQYA4ICMIR2+hmFe8Llh7nx3xrdNvi+2y4EDxtgFUsCQQDGWEAXQfh0NOW/wKBh
    0wgMSQp9IVMmAvos9pfY/SzdwN59c15X2W4S5GAPX3zg2pwtjumERG+ta/Pe5JgP
    3mhvAkA6PGIT2IvwEXw4oiLpHgzZKIhhyOsvwCvUSjVGKuLRiAT8TfRXJRTVkM7m
    eIesI5MAZloyMRz4OJp/uqcjWQ5HAkAjxpVA3LBg3Y23SZpkKrlf5ejTayhhSdYw
    OAZpqDjogrpe7GlO9TQKilDdVP7kW+ohuY5bQjDWmgsx4A+hhR9XAkAeQ6PMToK3
    k/lY8Wgq7ncfqf2fzItBf7e4E6ek4WE+9qhRS2KkkLnazptSsqda6gAQz/vmtoFx
    b6Dpw+3wlX3u
    -----END PRIVATE KEY-----
    """
