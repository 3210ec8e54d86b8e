// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOSSL

/// A certificate signed by itself, made by OpenSSL, in a folder of its own.
struct Certificate: Sendable {
    let certificate: String
    let key: String

    /// For 127.0.0.1 and localhost.
    static let good = Certificate(for: "DNS:localhost,IP:127.0.0.1")
    static let ofAnother = Certificate(for: "DNS:other.example.org")

    private init(for names: String) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("notices-\(UUID().uuidString)")
        (certificate, key) = (folder.path + "/certificate.pem", folder.path + "/key.pem")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Self.run([
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2",
                "-subj", "/CN=test", "-addext", "subjectAltName=\(names)", "-keyout", key, "-out", certificate,
            ])
        } catch { preconditionFailure("no certificate: \(error)") }
    }

    private static func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        precondition(process.terminationStatus == 0)
    }

    func serverContext() throws -> NIOSSLContext {
        try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem))))
    }
}
