// SPDX-License-Identifier: Apache-2.0

import Accounts
public import Appliance
import Board
import FoundationEssentials
public import Logging

/// The faces of the appliance that are not time itself: the page, the HTTP API and the control socket.
///
/// They run beside the timing and serving threads and share nothing with them but ``ApplianceView``. Whatever goes
/// wrong here is logged and tried again; it never ends the program.
public struct Management: Sendable {
    let view: any ApplianceView
    let settings: Settings
    let log: Logger
    private let house: House

    public init(view: any ApplianceView, settings: Settings, backing: Backing, log: Logger) {
        (self.view, self.settings, self.log) = (view, settings, log)
        house = House(view: view, settings: settings, backing: backing)
    }

    /// Serves until the task is cancelled.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await house.run() }
            if !settings.management.listen.isEmpty { group.addTask { await serveWeb() } }
            if let path = settings.console.socket {
                let socket = ControlSocket(path: path, view: view, log: log)
                group.addTask { await Persistence(what: "the control socket \(path)", log: log).keepUp(socket.run) }
            }
        }
    }

    private func serveWeb() async {
        let certificates: CertificateDesk?
        do { certificates = try makeCertificates() } catch {
            return log.error("the page is not served, since there is no TLS", metadata: ["reason": "\(error)"])
        }
        let gate = makeGate { [house] in house.note($0) }
        house.watch(gate, certificates)
        let restorer = house.restorer(behind: gate, certificates)
        let site = Site(
            view: view, settings: settings.management, gate: gate, events: house.events,
            pages: house.pages(behind: gate, certificates: certificates),
            certificates: certificates, extra: house.routes(restorer), log: log,
            moreMetrics: { [house] in await house.metrics() },
            tell: { [house] in house.note($0, by: $1, from: $2) })
        await withTaskGroup { group in
            group.addTask { await site.events.run() }
            group.addTask { await keepUse(of: gate) }
            group.addTask { [house] in await house.keepTrials(of: restorer) }
            for listener in listeners(of: site, certificates) {
                let what = "HTTP on \(listener.address)"
                group.addTask { await Persistence(what: what, log: log).keepUp(listener.run) }
            }
        }
        try? gate.book?.keepUse()
    }

    private func listeners(of site: Site, _ desk: CertificateDesk?) -> [HTTPListener] {
        let web = settings.management
        let kind: HTTPListener.Kind = desk.map { .secure($0) } ?? .plain
        let main = web.listen.map { HTTPListener(address: $0, kind: kind, site: site) }
        guard desk != nil, let port = web.listen.first?.port else { return main }
        return main + web.redirect.map { HTTPListener(address: $0, kind: .redirect(to: port), site: site) }
    }
}
