// SPDX-License-Identifier: Apache-2.0

import Appliance
import Synchronization

@testable import Backups

/// A part in memory of which a step may fail.
final class TriedPart: BackupPart {
    enum Step: CaseIterable { case read, begin, keep }
    struct State: Equatable {
        var kept: String
        var tried: String?
    }
    struct Failed: Error {}

    let name: String
    private let held: Mutex<(State, Step?)>
    var state: State { held.withLock { $0.0 } }

    init(_ name: String, _ kept: String) {
        self.name = name
        held = Mutex((State(kept: kept), nil))
    }

    func fails(at step: Step?) { held.withLock { $0.1 = step } }
    private func pass(_ step: Step, _ body: (inout State) -> Void = { _ in }) throws {
        try held.withLock {
            if $0.1 == step { throw Failed() }
            body(&$0.0)
        }
    }

    func read() throws -> [UInt8]? {
        try pass(.read)
        return Array(state.kept.utf8)
    }
    func fault(in octets: [UInt8]) -> String? { octets.text == "bad" ? "no \(name)" : nil }
    func summary(of octets: [UInt8]) -> String { "<\(octets.text)>" }
    func begin(_ octets: [UInt8]) throws { try pass(.begin) { $0.tried = octets.text } }
    func keep() throws {
        try pass(.keep) { state in
            if let tried = state.tried { state = State(kept: tried) }
        }
    }
    func undo() { held.withLock { $0.0.tried = nil } }
}

/// A disk in memory of which one step fails.
final class FailingFiles: FileLayer {
    let memory: MemoryFiles
    private let left = Mutex<Int?>(nil)

    init(_ files: [String: [UInt8]]) { memory = MemoryFiles(files) }

    /// So many steps succeed, one fails, and all others succeed.
    func fail(in steps: Int) { left.withLock { $0 = steps } }

    private func step(_ path: String) throws(FileTrouble) {
        let isNow = left.withLock { left in
            defer { left = left.flatMap { $0 > 0 ? $0 - 1 : nil } }
            return left == 0
        }
        if isNow { throw FileTrouble(path: path, reason: "the disk failed") }
    }

    func read(_ path: String) throws(FileTrouble) -> [UInt8]? {
        try step(path)
        return memory.read(path)
    }

    func write(_ bytes: [UInt8], to path: String, modelledOn model: String?) throws(FileTrouble) {
        try step(path)
        memory.write(bytes, to: path, modelledOn: model)
    }

    func rename(_ path: String, to other: String) throws(FileTrouble) {
        try step(path)
        try memory.rename(path, to: other)
    }

    func settle(_ folder: String) throws(FileTrouble) { try step(folder) }

    func remove(_ path: String) throws(FileTrouble) {
        try step(path)
        memory.remove(path)
    }

    func names(in folder: String) throws(FileTrouble) -> [String] {
        try step(folder)
        return memory.names(in: folder)
    }

    func makeFolder(_ path: String) throws(FileTrouble) { try step(path) }
    func resolved(_ path: String) -> String { path }
}
