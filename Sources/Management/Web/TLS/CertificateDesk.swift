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
    struct State {
        var pair: CertificatePair
        var configuration: TLSConfiguration
        /// Counts replacements.
        var generation = 0
        /// What was served before what is on trial; `nil`: nothing is.
        var before: Served?
        var served: Served { Served(pair: pair, configuration: configuration) }

        mutating func serve(_ new: Served) {
            (pair, configuration) = (new.pair, new.configuration)
            generation += 1
        }
    }

    struct Served {
        var pair: CertificatePair
        var configuration: TLSConfiguration

        init(pair: CertificatePair, configuration: TLSConfiguration) {
            (self.pair, self.configuration) = (pair, configuration)
        }

        init(_ pair: CertificatePair) throws(CertificateFault) {
            self.init(pair: pair, configuration: try pair.configuration())
        }
    }

    let state: Mutex<State>
    /// Held while the file is written.
    let replacing = Mutex(())
    let files: Settings.Management.TLS
    let listening: [IPEndpoint]
    let host: String

    /// Reads the files; where there is no certificate yet, makes one. One that cannot be used is left where it is, and
    /// another serves meanwhile: who has to put it right must be able to come in.
    init(files: Settings.Management.TLS, listening: [IPEndpoint], host: String, log: Logger) throws(CertificateFault) {
        (self.files, self.listening, self.host) = (files, listening, host)
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
        try replace(by: pair)
    }

    /// Takes a pair that was checked.
    func replace(by pair: CertificatePair) throws(CertificateFault) {
        let new = try Served(pair)
        try exclusively { () throws(CertificateFault) in
            let old = try state.withLock { (state) throws(CertificateFault) in
                if state.before != nil { throw .onTrial }
                return state.pair
            }
            if old.isOwnMade, !pair.isOwnMade { setAside(old) }
            try Self.keep(pair, files)
            state.withLock { $0.serve(new) }
        }
    }

    func exclusively(_ body: () throws(CertificateFault) -> Void) throws(CertificateFault) {
        let result: Result<Void, CertificateFault> = replacing.withLock { _ in
            do throws(CertificateFault) { return .success(try body()) } catch { return .failure(error) }
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

    var configuration: (TLSConfiguration, generation: Int) {
        state.withLock { ($0.configuration, $0.generation) }
    }
}
