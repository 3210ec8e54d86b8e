// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import FoundationEssentials
import Logging

extension CertificateDesk {
    static func load(_ files: Settings.Management.TLS) throws(CertificateFault) -> CertificatePair? {
        guard let path = files.certificate, var pem = try read(path) else { return nil }
        // What was uploaded brings its key; a key of its own file is for what was not.
        if !String(decoding: pem, as: UTF8.self).contains("PRIVATE KEY-----"), let key = files.key {
            guard let octets = try read(key) else { throw .file(path: key, reason: "there is no such file") }
            pem += [UInt8(ascii: "\n")] + octets
        }
        do throws(CertificateFault) { return try CertificatePair(pem: pem) } catch {
            throw .file(path: path, reason: "\(error)")
        }
    }

    static func make(
        _ files: Settings.Management.TLS, listening: [IPEndpoint], host: String, log: Logger
    ) throws(CertificateFault) -> CertificatePair {
        let pair: CertificatePair
        do { pair = try OwnCertificate.make(host: host, addresses: OwnCertificate.addresses(of: listening)) } catch {
            throw .refused("\(error)")
        }
        do throws(CertificateFault) { try keep(pair, files) } catch {
            log.warning(
                "the certificate cannot be kept: the next start makes another", metadata: ["reason": "\(error)"])
        }
        log.notice("a certificate was made", metadata: ["sha256": "\(pair.fingerprint)"])
        return pair
    }

    /// In one file, so that chain and key are never of two pairs.
    static func keep(_ pair: CertificatePair, _ files: Settings.Management.TLS) throws(CertificateFault) {
        guard let path = files.certificate else { return }
        guard let pem = try? pair.pem else { throw .unreadable(what: "the certificate") }
        do throws(SecretFile.Fault) { try SecretFile.write(pem, to: path) } catch {
            throw .file(path: path, reason: "\(error)")
        }
    }

    static func read(_ path: String) throws(CertificateFault) -> [UInt8]? {
        do throws(SecretFile.Fault) { return try SecretFile.read(path) } catch {
            throw .file(path: path, reason: "\(error)")
        }
    }
}
