// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// What answers the control messages of one address, on a thread of its own: the workers that hear them go on at once.
final class ControlThread: Sendable {
    private let desk: ControlDesk
    private let replier: UDPReplier
    private let bell: ControlBell
    let doors: [ControlDoor]
    /// Written by the thread alone.
    let counters = ServingCounters()

    /// - Parameter workers: how many hear at this address.
    init(_ desk: ControlDesk, workers: Int, replier: consuming UDPReplier) throws(HostFault) {
        let bell = try ControlBell()
        (self.desk, self.bell) = (desk, bell)
        self.replier = replier
        doors = (0..<workers).map { _ in ControlDoor(desk.policy, bell) }
    }

    private static let patience = Duration.milliseconds(200)

    /// Answers until `isStopped` says so.
    func run(until isStopped: () -> Bool) {
        while !isStopped() {
            bell.wake.wait(atMost: Self.patience)
            for door in doors {
                while let request = door.waiting.take() { answer(request) }
            }
        }
    }

    private func answer(_ request: ControlRequest) {
        switch desk.answer(request, at: HostClock.now) {
        case .success(let fragments):
            for fragment in fragments { try? replier.send(fragment, to: request.source, from: request.asked) }
            counters.countControlAnswer()
        case .failure(let refusal): counters.count(refusal)
        }
    }
}
