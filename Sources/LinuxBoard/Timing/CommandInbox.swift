// SPDX-License-Identifier: Apache-2.0

public import Board
import Synchronization

/// Operators' commands on their way to the timing thread: posted from any thread, never waited for. A command that is
/// posted again before it was taken counts once.
public final class CommandInbox: Sendable {
    private let waiting = Atomic<UInt64>(0)
    private let wake: WakeUp

    init() throws(HostFault) {
        wake = try WakeUp()
    }

    public func post(_ command: OperatorCommand) {
        waiting.bitwiseOr(Self.bit(command), ordering: .releasing)
        wake.signal()
    }

    /// What the waiting side waits on.
    var descriptor: Int32 { wake.raw }

    /// The next command, lowest first; `nil` where none waits.
    func take() -> OperatorCommand? {
        let commands = waiting.load(ordering: .acquiring)
        if commands == 0 { return nil }
        let command = OperatorCommand(rawValue: UInt8(commands.trailingZeroBitCount))
        waiting.bitwiseAnd(~(1 << UInt64(commands.trailingZeroBitCount)), ordering: .relaxed)
        return command
    }

    func drain() { wake.drain() }

    private static func bit(_ command: OperatorCommand) -> UInt64 { 1 << UInt64(command.rawValue & 63) }
}
