// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import PTP
import Synchronization
import TimeBase

/// Answers programs of this machine, such as `pmc`, at a socket with a path, for all ports together.
final class PTPManagementThread: Sendable {
    private static let patience: Duration = .milliseconds(250)
    private static let retry: Duration = .seconds(2)

    let path: String
    let rights: ManagementRights
    private let time: Published<ServedTime>
    private let notices: BoardNotices
    private let desks = Mutex<[PTPPortDesk]>([])
    private let told = Mutex<SocketFault?>(nil)
    private let stopping = StopFlag()

    init(at path: String, rights: ManagementRights, time: Published<ServedTime>, notices: BoardNotices) {
        (self.path, self.rights, self.time, self.notices) = (path, rights, time, notices)
    }

    /// Of the ports that run now, in their order.
    func serve(_ ports: [PTPPortDesk]) { desks.withLock { $0 = ports } }

    /// Why the socket is not there; `nil`: it is.
    var trouble: String? {
        told.withLock(\.self).map { fault in
            switch fault {
            case .addressInUse: "another program has \(path)"
            case .denied: "\(path) may not be made"
            case .addressAbsent: "the folder of \(path) is not there"
            default: "\(path) cannot be made"
            }
        }
    }

    func start() throws(HostFault) {
        _ = try HostThread.spawn(name: "ptp-socket") { [self] in run() }
    }

    func stop() { stopping.raise() }

    private func run() {
        while !stopping.isRaised {
            do throws(SocketFault) { try answer() } catch {
                let isNew = told.withLock { told in
                    defer { told = error }
                    return told != error
                }
                if isNew, let trouble { notices.put(.warning("PTP's management socket is not there: \(trouble).")) }
                stopping.sleep(for: Self.retry)
            }
        }
    }

    private func answer() throws(SocketFault) {
        var socket = try LocalDatagramSocket(at: path)
        told.withLock { $0 = nil }
        let desk = ManagementDesk(rights: rights)
        while !stopping.isRaised {
            socket.wait(for: Self.patience)
            while try socket.receive() {
                let views = views
                guard !views.isEmpty else { continue }
                let outcome = socket.withMessage { message in
                    desk.answer(message, of: views) { _ = socket.answer($0) }
                }
                carryOut(outcome.changes)
            }
        }
    }

    private var views: [ManagementView] {
        let (now, served) = (HostClock.now, time.read())
        let shown = served.clock.reading(at: now).shown
        return desks.withLock(\.self).compactMap { desk in
            let facts = desk.facts
            guard let port = facts.port, let place = desk.place else { return nil }
            return ManagementView(settings: facts.settings, facts: port, shown: shown, place: place)
        }
    }

    private func carryOut(_ changes: [ManagementChange]) {
        let desks = desks.withLock(\.self)
        for change in changes { desks.first { $0.number == change.port.number }?.wish(change.value) }
    }
}
