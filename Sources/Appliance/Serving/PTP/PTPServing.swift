// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import PTP
import Synchronization
import TimeBase

/// The PTP ports of an appliance, each on a thread of its own. What stays wanted is served without a break when others
/// change.
final class PTPServing: Sendable {
    private struct Running {
        var place: Int
        var port: Settings.PTPService.Port
        var thread: PTPThread
    }

    private struct Desk {
        var wanted: Settings.PTPService
        var running: [Running] = []
        /// Of those that were ended: raised once they have.
        var leaving: [StopFlag] = []
        /// Once it has been found it stays, whatever interfaces come and go.
        var identity: ClockIdentity?
        var socket: PTPManagementThread?
        var isEnded = false
    }

    private let desk: Mutex<Desk>
    private let notices: BoardNotices

    init(_ settings: Settings, notices: BoardNotices) {
        desk = Mutex(Desk(wanted: settings.ptp))
        self.notices = notices
    }

    /// In force with the next ``keepUp(_:_:)``.
    func apply(_ settings: Settings) {
        desk.withLock { desk in
            if !desk.isEnded { desk.wanted = settings.ptp }
        }
    }

    /// Ends what is wanted no more, and starts what is not there yet; to be called every now and then.
    func keepUp(_ time: Published<ServedTime>, _ clockwork: PTPClockwork) {
        desk.withLock { desk in
            guard !desk.isEnded, let identity = Self.identity(in: &desk) else { return }
            let (ports, management) = (desk.wanted.ports, PTPManagement(desk.wanted))
            end(in: &desk) { one in
                !ports.indices.contains(one.place) || ports[one.place] != one.port
                    || one.thread.identity.clock != identity
            }
            for one in desk.running where one.thread.desk.management != management {
                one.thread.desk.management = management
            }
            for (place, port) in ports.enumerated() where !desk.running.contains(where: { $0.place == place }) {
                start(port, at: place, identity, time, clockwork, in: &desk)
            }
            keepSocket(time, in: &desk)
        }
    }

    func stop() {
        desk.withLock { desk in
            desk.isEnded = true
            end(in: &desk) { _ in true }
            desk.socket?.stop()
        }
    }

    /// Who asks, at whichever port, the last heard first.
    var clients: [PTPClientFacts] {
        let desks = desk.withLock { $0.running.map(\.thread.desk) }
        return
            desks.flatMap { desk in
                desk.clients.map { PTPClientFacts(port: desk.number, interface: desk.interface, client: $0) }
            }
            .sorted { ($1.client.last, $0.client.identity) < ($0.client.last, $1.client.identity) }
    }

    /// What we are called; `nil`: nothing yet.
    var identity: ClockIdentity? { desk.withLock(\.identity) }

    var facts: PTPFacts {
        let (identity, ports, running, socket) = desk.withLock {
            ($0.identity, $0.wanted.ports, $0.running, $0.socket)
        }
        var facts = PTPFacts()
        facts.socketTrouble = socket?.trouble
        facts.clockIdentity = identity
        facts.ports = ports.enumerated().map { place, port in
            if let one = running.first(where: { $0.place == place && $0.port == port }) { return one.thread.desk.facts }
            var waiting = PTPPortFacts(
                number: UInt16(clamping: place + 1), interface: port.interface, settings: port.protocolSettings)
            if identity == nil { waiting.trouble = .nameless }
            return waiting
        }
        return facts
    }

    // MARK: One port

    private func start(
        _ port: Settings.PTPService.Port, at place: Int, _ clock: ClockIdentity, _ time: Published<ServedTime>,
        _ clockwork: PTPClockwork, in desk: inout Desk
    ) {
        let identity = PortIdentity(clock: clock, number: UInt16(clamping: place + 1))
        let portDesk = PTPPortDesk(
            number: identity.number, interface: port.interface, settings: port.protocolSettings,
            management: PTPManagement(desk.wanted), notices: notices)
        let thread = PTPThread(
            port: port, identity: identity, time: time, clockwork: clockwork, desk: portDesk,
            before: desk.leaving)
        // Without a thread now there may be one in two seconds.
        guard (try? thread.start()) != nil else { return }
        desk.running.append(Running(place: place, port: port, thread: thread))
    }

    /// Only where there is a port to ask.
    private func keepSocket(_ time: Published<ServedTime>, in desk: inout Desk) {
        let path = desk.wanted.ports.isEmpty ? nil : desk.wanted.management.socket
        let rights = PTPManagement(desk.wanted).localRights
        if let socket = desk.socket, socket.path != path || socket.rights != rights {
            socket.stop()
            desk.socket = nil
        }
        if desk.socket == nil, let path {
            let socket = PTPManagementThread(at: path, rights: rights, time: time, notices: notices)
            if (try? socket.start()) != nil { desk.socket = socket }
        }
        desk.socket?.serve(desk.running.sorted { $0.place < $1.place }.map(\.thread.desk))
    }

    private func end(in desk: inout Desk, where isUnwanted: (Running) -> Bool) {
        desk.leaving.removeAll(where: \.isRaised)
        for one in desk.running where isUnwanted(one) {
            one.thread.stopping.raise()
            desk.leaving.append(one.thread.ended)
            notices.put(
                .init(
                    level: .notice, message: "PTP is served on \(one.port.interface) (port \(one.place + 1)) no more."))
        }
        desk.running.removeAll(where: isUnwanted)
    }

    // MARK: The name

    /// The configured one, or that of the first port's interface; where that has none, of the next that has one.
    private static func identity(in desk: inout Desk) -> ClockIdentity? {
        if let chosen = desk.wanted.clockIdentity {
            desk.identity = chosen
        } else if desk.identity == nil {
            let addresses = desk.wanted.ports.lazy.compactMap { try? NetworkInterface($0.interface).mac }
            desk.identity = addresses.first.map { ClockIdentity(ofInterface: $0.number) }
        }
        return desk.identity
    }
}

extension PTPTrouble {
    /// No port can be without a name.
    fileprivate static let nameless = PTPTrouble(
        .noInterface, "no interface is there that could give the clock its name; see ptp.clockIdentity")
}
