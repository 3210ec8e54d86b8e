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
        guard waiting.withLock({ Self.add(command, to: &$0.commands) }) else { throw Self.full }
    }

    func play(_ scene: SceneCommand) throws(CommandRefusal) {
        guard waiting.withLock({ Self.add(scene, to: &$0.scenes) }) else { throw Self.full }
    }

    /// False where the queue is full.
    private static func add<Wish>(_ wish: Wish, to queue: inout [Wish]) -> Bool {
        guard queue.count < most else { return false }
        queue.append(wish)
        return true
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
