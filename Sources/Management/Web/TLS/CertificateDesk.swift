// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import FoundationEssentials
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOSSL
import Synchronization
import TimeBase
import X509

/// The certificate in use, and its file.
final class CertificateDesk: Sendable {
    private struct State {
        var pair: CertificatePair
        var configuration: TLSConfiguration
        /// Counts replacements.
        var generation = 0
    }

    private let state: Mutex<State>
    /// Held while the file is written.
    private let replacing = Mutex(())
    private let files: Settings.Management.TLS

    /// Reads the files; where there is no certificate yet, makes one. One that cannot be used is left where it is, and
    /// another serves meanwhile: who has to put it right must be able to come in.
    init(files: Settings.Management.TLS, listening: [IPEndpoint], host: String, log: Logger) throws(CertificateFault) {
        self.files = files
        var (pair, isDamaged): (CertificatePair?, Bool) = (nil, false)
        do throws(CertificateFault) { pair = try Self.load(files) } catch {
            log.error("the certificate cannot be used; one made for now serves", metadata: ["reason": "\(error)"])
            isDamaged = true
        }
        let used: CertificatePair
        if let pair {
            used = pair
        } else {
            used = try Self.make(isDamaged ? .init() : files, listening: listening, host: host, log: log)
        }
        state = Mutex(State(pair: used, configuration: try used.configuration()))
    }

    var current: CertificatePair { state.withLock { $0.pair } }

    /// Whether a person has chosen it, so that browsers can check it.
    var isUploaded: Bool { !current.isOwnMade }

    /// How long the one in use is still valid; negative once it has expired.
    /// - Parameter unixSeconds: `nil` while the time is not known: then this is not either.
    func ends(at unixSeconds: Int64?) -> Duration? {
        unixSeconds.map { .realSeconds(current.own.notValidAfter.timeIntervalSince1970 - Double($0)) }
    }

    /// Takes a chain and its key: they are checked, kept, and used by every connection from now on.
    func replace(by pem: [UInt8], at unixSeconds: Int64?) throws(CertificateFault) {
        let pair = try CertificatePair(pem: pem)
        try pair.check(at: unixSeconds)
        let configuration = try pair.configuration()
        let result: Result<Void, CertificateFault> = replacing.withLock { _ in
            do throws(CertificateFault) {
                try Self.keep(pair, files)
                state.withLock { $0 = State(pair: pair, configuration: configuration, generation: $0.generation + 1) }
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }

    /// What speaks TLS with the certificate in use; made once for each.
    func channels(
        responder: @escaping HTTPChannelHandler.Responder, configuration: HTTP2Channel.Configuration
    ) throws -> SecureChannels {
        try SecureChannels(desk: self) { tls in
            var http = configuration
            http.maxAgeTimeout = nil
            return try HTTP2UpgradeChannel(tlsConfiguration: tls, configuration: http, responder: responder)
        }
    }

    fileprivate var configuration: (TLSConfiguration, generation: Int) {
        state.withLock { ($0.configuration, $0.generation) }
    }
}

extension CertificateDesk {
    private static func load(_ files: Settings.Management.TLS) throws(CertificateFault) -> CertificatePair? {
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

    private static func make(
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
    private static func keep(_ pair: CertificatePair, _ files: Settings.Management.TLS) throws(CertificateFault) {
        guard let path = files.certificate else { return }
        guard let pem = try? pair.pem else { throw .unreadable(what: "the certificate") }
        do throws(SecretFile.Fault) { try SecretFile.write(pem, to: path) } catch {
            throw .file(path: path, reason: "\(error)")
        }
    }

    private static func read(_ path: String) throws(CertificateFault) -> [UInt8]? {
        do throws(SecretFile.Fault) { return try SecretFile.read(path) } catch {
            throw .file(path: path, reason: "\(error)")
        }
    }
}

/// What new connections are handed to: another one once the certificate has changed.
final class SecureChannels: Sendable {
    private let desk: CertificateDesk
    private let make: @Sendable (TLSConfiguration) throws -> HTTP2UpgradeChannel
    private let made: Mutex<(channel: HTTP2UpgradeChannel, generation: Int)>

    init(
        desk: CertificateDesk, make: @escaping @Sendable (TLSConfiguration) throws -> HTTP2UpgradeChannel
    ) throws {
        let (configuration, generation) = desk.configuration
        (self.desk, self.make) = (desk, make)
        made = Mutex((try make(configuration), generation))
    }

    func current() throws -> HTTP2UpgradeChannel {
        let (configuration, generation) = desk.configuration
        return try made.withLock { made in
            if made.generation != generation { made = (try make(configuration), generation) }
            return made.channel
        }
    }
}
