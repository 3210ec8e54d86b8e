// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Synchronization

/// What people want of the timing thread, on its way there: asked from any thread, taken by that one, bounded.
final class Wishes: Sendable {
    private struct Waiting {
        var commands: [OperatorCommand] = []
        var scenes: [SceneCommand] = []
    }

    private static let most = 16
    private let waiting = Mutex(Waiting())

    func ask(_ command: OperatorCommand) throws(CommandRefusal) {
        let taken = waiting.withLock { waiting in
            guard waiting.commands.count < Self.most else { return false }
            waiting.commands.append(command)
            return true
        }
        if !taken { throw Self.full }
    }

    func play(_ scene: SceneCommand) throws(CommandRefusal) {
        let taken = waiting.withLock { waiting in
            guard waiting.scenes.count < Self.most else { return false }
            waiting.scenes.append(scene)
            return true
        }
        if !taken { throw Self.full }
    }

    private static var full: CommandRefusal {
        CommandRefusal(.unavailable, "too many commands are waiting already")
    }

    // The timing thread never waits: where somebody is just asking, the wish is taken the next time.

    func nextCommand() -> OperatorCommand? {
        (waiting.withLockIfAvailable { $0.commands.isEmpty ? nil : $0.commands.removeFirst() }) ?? nil
    }

    func nextScene() -> SceneCommand? {
        (waiting.withLockIfAvailable { $0.scenes.isEmpty ? nil : $0.scenes.removeFirst() }) ?? nil
    }
}
