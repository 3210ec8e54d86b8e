// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import LinuxBoard
import Synchronization
import TimeBase

extension Chronyc {
    /// One place where requests are heard, on a thread of its own that waits for nothing else.
    final class Listener: Sendable {
        private let isStopping = Atomic<Bool>(false)
        private let isRunning = Atomic<Bool>(true)

        /// Opens it, so that a fault is told to the caller, and starts the thread.
        init(at place: ListenPlace, desk: Desk) throws {
            switch place {
            case .endpoint(let endpoint):
                try start(Network(socket: try UDPSocket(listeningOn: endpoint, receiveBuffer: 1 << 18), desk: desk))
            case .path(let path):
                try start(Local(socket: try LocalDatagramSocket(at: path), desk: desk))
            }
        }

        /// Ends the thread within the patience of its socket.
        func stop() { isStopping.store(true, ordering: .relaxed) }

        /// Whether it has ended. Nothing of it is left then.
        var hasEnded: Bool { !isRunning.load(ordering: .acquiring) }

        private func start(_ hearing: any Hearing) throws(HostFault) {
            // Handed over: from here on only its thread touches it.
            nonisolated(unsafe) let hearing = hearing
            _ = try HostThread.spawn(name: "chronyc") { [self] in
                while !isStopping.load(ordering: .relaxed) { unsafe hearing.serve() }
                isRunning.store(false, ordering: .releasing)
            }
        }
    }

    /// Hears requests, and answers them.
    private protocol Hearing: AnyObject {
        /// Waits for a request or a few, but not for ever.
        func serve()
    }

    private final class Network: Hearing {
        private var socket: UDPSocket
        private let desk: Desk

        init(socket: consuming UDPSocket, desk: Desk) {
            self.socket = socket
            self.desk = desk
        }

        func serve() {
            guard let count = try? socket.receive() else { return HostThread.sleep(for: .milliseconds(100)) }
            let replies = (0..<count).count { answer($0) }
            guard replies > 0 else { return }
            let sent = (try? socket.sendReplies(0..<count)) ?? 0
            for _ in sent..<max(sent, replies) { desk.count(.unsent) }
        }

        /// Whether there is a reply.
        private func answer(_ index: Int) -> Bool {
            let (arrival, desk) = (socket.arrival(of: index), desk)
            guard desk.admits(arrival.source.address, at: arrival.at) else { return false }
            let length = socket.withBuffer(of: index) { buffer in
                // One more than is answered tells what is too long.
                let octets = (0..<min(arrival.count, Chronyc.longest + 1)).map { buffer[$0] }
                let reply = desk.answer(octets, at: arrival.at) ?? []
                for (place, octet) in reply.enumerated() { buffer[place] = octet }
                return reply.count
            }
            socket.setReply(to: index, count: length)
            return length > 0
        }
    }

    private final class Local: Hearing {
        private static let patience = Duration.milliseconds(200)
        private var socket: LocalDatagramSocket
        private let desk: Desk

        init(socket: consuming LocalDatagramSocket, desk: Desk) {
            self.socket = socket
            self.desk = desk
        }

        func serve() {
            socket.wait(for: Self.patience)
            do {
                while try socket.receive() { answer() }
            } catch {
                HostThread.sleep(for: .milliseconds(100))
            }
        }

        private func answer() {
            let now = HostClock.now
            guard desk.admits(nil, at: now) else { return }
            let octets = socket.withMessage { message in message.indices.map { message[$0] } }
            guard let reply = desk.answer(octets, at: now) else { return }
            if !socket.answer(reply.span) { desk.count(.unsent) }
        }
    }
}
