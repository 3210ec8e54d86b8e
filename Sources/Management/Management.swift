// SPDX-License-Identifier: Apache-2.0

import Accounts
public import Appliance
import Backups
import Board
import FoundationEssentials
public import Logging
import Operations

/// The faces of the appliance that are not time itself: the page, the HTTP API and the control socket.
///
/// They run beside the timing and serving threads and share nothing with them but ``ApplianceView``. Whatever goes
/// wrong here is logged and tried again; it never ends the program.
public struct Management: Sendable {
    let view: any ApplianceView
    let settings: Settings
    let log: Logger
    let house: House
    let tools: Tools

    public init(view: any ApplianceView, settings: Settings, backing: Backing, log: Logger) {
        (self.view, self.settings, self.log) = (view, settings, log)
        house = House(view: view, settings: settings, backing: backing, log: log)
        tools = Tools(settings.compatibility, view: view, log: log)
    }

    /// Serves until the task is cancelled.
    public func run() async {
        let certificates = Result { settings.management.listen.isEmpty ? nil : try makeCertificates() }
        makeCertificateOfNTS()
        let gate = makeGate { [house] in house.note($0) }
        let restorer = house.restorer(behind: gate, try? certificates.get())
        let desk = house.desk(behind: gate, restorer)
        await withTaskGroup { group in
            group.addTask { await house.run() }
            group.addTask { await keepUse(of: gate) }
            group.addTask { [house] in await house.keepTrials(of: restorer) }
            if !settings.management.listen.isEmpty {
                group.addTask { await serveWeb(certificates, gate, restorer, desk) }
            }
            answerTools(in: &group)
            if let path = settings.console.socket {
                let sign = house.services.sign(for: "control", at: [path], speaks: "gnomon's own commands")[0]
                let socket = ControlSocket(path: path, desk: desk, log: log) { sign.isThere() }
                group.addTask {
                    await Persistence(what: "the control socket \(path)", log: log, sign: sign).keepUp(socket.run)
                }
            }
            group.addTask { await serveConsoles(ConsoleHouse(desk: desk, gate: gate, settings: settings)) }
        }
        try? gate.book?.keepUse()
    }

    private func serveWeb(
        _ found: Result<CertificateDesk?, any Error>, _ gate: Gate, _ restorer: Restorer, _ desk: CommandDesk
    ) async {
        let certificates: CertificateDesk?
        do { certificates = try found.get() } catch {
            let places = settings.management.listen.map { "\($0)" }
            for sign in house.services.sign(for: "http", at: places, speaks: "page and API over TLS") {
                sign.fails("there is no TLS: \(error)")
            }
            return log.error("the page is not served, since there is no TLS", metadata: ["reason": "\(error)"])
        }
        house.watch(gate, certificates)
        let site = Site(
            view: view, settings: settings.management, gate: gate, events: house.events,
            pages: house.pages(behind: gate, certificates: certificates),
            certificates: certificates, extra: house.routes(restorer, desk), log: log,
            moreMetrics: { [house, tools] in await house.metrics() + [tools.metrics] },
            tell: { [house] in house.note($0, by: $1, from: $2) })
        await withTaskGroup { group in
            group.addTask { await site.events.run() }
            for (listener, sign) in signed(listeners(of: site, certificates)) {
                let what = "HTTP on \(listener.address)"
                group.addTask { await Persistence(what: what, log: log, sign: sign).keepUp(listener.run) }
            }
        }
    }

    /// Each tells from now on whether it is there.
    private func signed(_ listeners: [HTTPListener]) -> [(HTTPListener, ServiceSign)] {
        let told = listeners.map { listener in
            (ServiceSign(), ServiceFacts("http", at: "\(listener.address)", speaks: listener.kind.speaks, .configured))
        }
        house.services.register("http") { told.map { sign, facts in facts.told(by: sign) } }
        return zip(listeners, told).map { listener, told in
            var listener = listener
            listener.onListening = { _ in told.0.isThere() }
            return (listener, told.0)
        }
    }

    /// The ways in for who has no browser: the session socket, and the serial lines.
    private func serveConsoles(_ consoles: ConsoleHouse) async {
        let idle: Duration = .seconds(60 * settings.console.idleMinutes)
        await withTaskGroup { group in
            if let path = settings.console.sessionSocket {
                let sign = house.services.sign(for: "session", at: [path], speaks: "'gnomon console'")[0]
                let socket = SessionSocket(path: path, idleLimit: idle, house: consoles, log: log) { sign.isThere() }
                let persistence = Persistence(what: "the console's socket \(path)", log: log, sign: sign)
                group.addTask { await persistence.keepUp(socket.run) }
            }
            for line in settings.console.tty {
                let console = SerialConsole(
                    path: line, baud: settings.console.baud, idleLimit: idle, house: consoles, log: log)
                group.addTask { await console.keepUp() }
            }
        }
    }

    private func listeners(of site: Site, _ desk: CertificateDesk?) -> [HTTPListener] {
        let web = settings.management
        let kind: HTTPListener.Kind = desk.map { .secure($0) } ?? .plain
        let main = web.listen.map { HTTPListener(address: $0, kind: kind, site: site) }
        guard desk != nil, let port = web.listen.first?.port else { return main }
        return main + web.redirect.map { HTTPListener(address: $0, kind: .redirect(to: port), site: site) }
    }
}
