// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Synchronization
import TimeBase

/// The servers of NTS key establishment of an appliance, one for each address that is wanted, the certificate that they
/// show, and the master keys of cookies.
final class NTSServing: Sendable {
    private struct Desk {
        var settings: Settings
        var servers: [(address: IPEndpoint, server: KEServer)] = []
        /// What servers did that have ended: a count never goes back.
        var ended = KECounts()
        var keyFile: CookieKeyFile
        var certificate = CertificateReader()
        var material: Posted<KEMaterial>?
        var faults: [String] = []
        var isEnded = false
    }

    private let desk: Mutex<Desk>
    private let log: Logger

    init(_ settings: Settings, log: Logger) {
        desk = Mutex(Desk(settings: settings, keyFile: CookieKeyFile(path: settings.cookieKeyFile)))
        self.log = log
    }

    /// In force from the next ``keepUp()``.
    func apply(_ settings: Settings) { desk.withLock { $0.settings = settings } }

    /// Looks after keys, certificate and addresses; to be called every now and then.
    /// - Returns: the master keys where they have changed; empty ones where NTS is wanted no more.
    func keepUp() -> CookieKeys? {
        desk.withLock { desk in
            guard !desk.isEnded else { return nil }
            let wanted = desk.settings.ntp.nts.listen
            close(&desk) { !wanted.contains($0) }
            guard !wanted.isEmpty else {
                guard desk.material != nil else { return nil }
                desk.material = nil
                return CookieKeys()
            }
            return keepUp(&desk, wanted)
        }
    }

    func stop() {
        desk.withLock { desk in
            desk.isEnded = true
            close(&desk) { _ in true }
        }
    }

    /// `nil`: it is not wanted.
    var facts: NTSFacts? {
        desk.withLock { desk in
            guard !desk.settings.ntp.nts.listen.isEmpty else { return nil }
            var facts = NTSFacts()
            facts.listen = desk.servers.map { $0.server.local.description }
            facts.faults = desk.faults
            facts.masterKeys = desk.keyFile.keys.keys.count
            facts.connections = desk.servers.reduce(desk.ended) { $0 + $1.server.counters.now }
            return facts
        }
    }

    private func keepUp(_ desk: inout Desk, _ wanted: [IPEndpoint]) -> CookieKeys? {
        let now = HostClock.systemTime.shown.seconds
        let isNew = desk.material == nil
        let changed = desk.keyFile.look(at: now, log: log)
        var faults: [String] = []
        do throws(CertificateReader.Fault) {
            let context = try desk.certificate.look(desk.settings.ntsFiles)
            if let context = context ?? (changed != nil || isNew ? desk.certificate.context : nil) {
                publish(context, &desk)
            } else if let material = desk.material, isOutdated(material.read(), desk.settings) {
                publish(material.read().context, &desk)
            }
        } catch { faults.append(error.clause) }
        open(wanted, &desk, &faults)
        tell(faults, &desk)
        return changed ?? (isNew && desk.material != nil ? desk.keyFile.keys : nil)
    }

    private func isOutdated(_ material: KEMaterial, _ settings: Settings) -> Bool {
        material.place != settings.ntsPlace || material.allowing != Allowing(settings)
    }

    private func publish(_ context: TLSContext, _ desk: inout Desk) {
        let material = KEMaterial(
            context: context, keys: desk.keyFile.keys, place: desk.settings.ntsPlace,
            policy: desk.settings.accessPolicy, allowing: Allowing(desk.settings))
        if let posted = desk.material { posted.publish(material) } else { desk.material = Posted(material) }
    }

    private func open(_ wanted: [IPEndpoint], _ desk: inout Desk, _ faults: inout [String]) {
        guard let material = desk.material else { return }
        for address in wanted where !desk.servers.contains(where: { $0.address == address }) {
            do throws(SocketFault) {
                let server = try KEServer(listeningOn: address, material)
                desk.servers.append((address, server))
                log.notice("NTS keys are agreed upon", metadata: ["address": "\(server.local)"])
            } catch { faults.append("\(address) (\(error))") }
        }
    }

    private func close(_ desk: inout Desk, where isUnwanted: (IPEndpoint) -> Bool) {
        for (address, server) in desk.servers where isUnwanted(address) {
            server.stop()
            desk.ended = desk.ended + server.counters.now
            log.notice("NTS keys are agreed upon no more", metadata: ["address": "\(server.local)"])
        }
        desk.servers.removeAll { isUnwanted($0.address) }
    }

    /// Said once.
    private func tell(_ faults: [String], _ desk: inout Desk) {
        for fault in faults where !desk.faults.contains(fault) {
            log.warning("NTS cannot be served yet", metadata: ["reason": "\(fault)"])
        }
        desk.faults = faults
    }
}
