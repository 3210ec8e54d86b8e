// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization
import TimeBase

/// A machine of which only the files and the answers exist that a test has put there. Nothing is ever run.
final class FakeMachine: MachineHost {
    struct State {
        var files: [String: String] = [:]
        var ran: [[String]] = []
    }

    let isRoot: Bool
    private let state: Mutex<State>
    private let answer: @Sendable ([String]) -> ProgramResult

    init(
        isRoot: Bool = true, files: [String: String] = [:],
        answer: @escaping @Sendable ([String]) -> ProgramResult = { _ in ProgramResult(status: 0) }
    ) {
        (self.isRoot, self.answer) = (isRoot, answer)
        state = Mutex(State(files: files))
    }

    var ran: [[String]] { state.withLock { $0.ran } }
    var files: [String: String] { state.withLock { $0.files } }

    func has(_ path: String) -> Bool { state.withLock { $0.files[path] != nil } }
    func text(_ path: String) -> String? { state.withLock { $0.files[path] } }
    func remove(_ path: String) { state.withLock { $0.files[path] = nil } }
    func makeFolder(_ path: String) throws(MachineRefusal) {}
    func write(_ text: String, to path: String) throws(MachineRefusal) { state.withLock { $0.files[path] = text } }

    func names(in folder: String) -> [String] {
        state.withLock {
            $0.files.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }
        }
        .sorted()
    }

    func copy(_ from: String, to: String) throws(MachineRefusal) {
        guard let text = text(from) else { throw MachineRefusal("cannot read \(from)") }
        state.withLock { $0.files[to] = text }
    }

    func run(_ program: String, _ arguments: [String], limit: Duration) -> ProgramResult {
        state.withLock { $0.ran.append([program] + arguments) }
        return answer([program] + arguments)
    }
}
