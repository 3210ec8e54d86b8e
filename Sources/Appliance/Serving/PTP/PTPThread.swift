// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import PTP
import TimeBase

extension PTPTransport: LinkedTransport {}

/// One port's thread, from start to stop: opens the way to the network as soon as it is there, and again whenever it was
/// lost.
struct PTPThread: Sendable {
    private static let retry: Duration = .seconds(2)

    let port: Settings.PTPService.Port
    let identity: PortIdentity
    let time: Published<ServedTime>
    let clockwork: PTPClockwork
    let desk: PTPPortDesk
    /// Raised by those whose places on the network have to be free before it begins.
    var before: [StopFlag] = []
    let stopping = StopFlag()
    /// Nothing is open any more.
    let ended = StopFlag()

    /// Of no higher rank than those who serve NTP: the stamps are the card's or the kernel's, so that being late costs no
    /// accuracy, and whoever floods this port must not starve the others.
    func start() throws(HostFault) {
        let thread = self
        _ = try HostThread.spawn(name: "ptp\(identity.number)") { thread.run() }
    }

    private func run() {
        defer { ended.raise() }
        while !stopping.isRaised, !before.allSatisfy(\.isRaised) { HostThread.sleep(for: .milliseconds(10)) }
        while !stopping.isRaised {
            do throws(PTPTrouble) { try serve() } catch {
                desk.tell(error)
                stopping.sleep(for: Self.retry)
            }
        }
    }

    /// Until it is stopped, or something has to begin anew.
    private func serve() throws(PTPTrouble) {
        let able = try port.ability
        let stamps = try clockwork.stamps(for: port, able: able)
        let transport = try port.open(stamps)
        var engine = Port(
            port.protocolSettings, identity: identity, stamping: stamps.stamper.stamping, at: HostClock.now,
            seed: .random(in: 0 ... .max))
        let clock = PTPClock(time, profile: port.profile, strayed: stamps.strayed)
        let management = desk.management
        let place = management.place(of: transport.interface, port, clock: able.clock)
        engine.manage(rights: management.rights, place: place, asksClients: management.settings.askClients)
        desk.begin(engine.settings, at: place)
        desk.tell(nil, stamps: stamps.text)
        var worker = PTPWorker(transport, engine, clock: clock, desk: desk)
        do throws(SocketFault) {
            try worker.run { stopping.isRaised || Self.isTooFar(stamps.strayed()) }
        } catch {
            throw PTPTrouble(error, of: port)
        }
        if !stopping.isRaised { throw PTPTrouble(.noTimestamps, "the card's clock is out of step") }
    }

    static func isTooFar(_ strayed: Duration?) -> Bool { strayed.map { $0 > PTPStamps.outOfStep } ?? true }
}

extension Settings.PTPService.Port {
    var kind: PTPTransport.Kind {
        switch transport {
        case .udp4: .udp4
        case .udp6: .udp6
        case .ethernet: .ethernet
        }
    }
}

extension PTPTransport.Stamper {
    var stamping: Stamping {
        switch self {
        case .kernel: .software
        case .card: .hardware
        case .cardOneStep: .hardwareOneStep
        }
    }
}

extension PTPTrouble {
    init(_ fault: SocketFault, of port: Settings.PTPService.Port) {
        switch fault {
        case .addressAbsent: self.init(.noInterface, "\(port.interface) is not there, or it is down")
        case .denied:
            let need = port.transport == .ethernet ? "CAP_NET_RAW" : "CAP_NET_BIND_SERVICE and CAP_NET_RAW"
            self.init(.notPermitted, "this takes \(need), and CAP_NET_ADMIN where the card is to stamp")
        case .addressInUse: self.init(.failed, "another program serves PTP there")
        case .unsupported: self.init(.failed, "the kernel or the card cannot do \(port.transport.rawValue) so")
        case .failed(let number): self.init(.failed, HostFault(errno: number).clause)
        }
    }
}
