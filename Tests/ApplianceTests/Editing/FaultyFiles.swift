// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import Appliance

/// A disk in memory that fails as it is told to, counted in steps.
final class FaultyFiles: FileLayer {
    enum Fault: Sendable {
        case none
        /// The program dies with this step, which is done by half where it can be; nothing happens after it.
        case death(at: Int)
        /// This step fails, and nothing else.
        case failure(at: Int)
        /// Every step that would write fails.
        case full
    }

    let memory: MemoryFiles
    private let fault: Mutex<Fault>
    private let count = Mutex(0)

    init(_ files: [String: [UInt8]] = [:], fault: Fault = .none) {
        memory = MemoryFiles(files)
        self.fault = Mutex(fault)
    }

    /// Steps so far.
    var steps: Int { count.withLock(\.self) }

    func cure() { fault.withLock { $0 = .none } }
    func fail(_ new: Fault) { fault.withLock { $0 = new } }

    private func step(_ path: String, isWriting: Bool = true, byHalf: () -> Void = {}) throws(FileTrouble) {
        let number = count.withLock { count in
            count += 1
            return count - 1
        }
        switch fault.withLock({ $0 }) {
        case .none: return
        case .failure(let at): if number == at { throw FileTrouble(path: path, reason: "the disk failed") }
        case .full: if isWriting { throw FileTrouble(path: path, reason: "the disk is full") }
        case .death(let at):
            if number == at { byHalf() }
            if number >= at { throw FileTrouble(path: path, reason: "dead") }
        }
    }

    func read(_ path: String) throws(FileTrouble) -> [UInt8]? {
        try step(path, isWriting: false)
        return memory.read(path)
    }

    func write(_ bytes: [UInt8], to path: String, modelledOn model: String?) throws(FileTrouble) {
        try step(path) { memory.write(Array(bytes.prefix(bytes.count / 2)), to: path, modelledOn: model) }
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
        try step(folder, isWriting: false)
        return memory.names(in: folder)
    }

    func makeFolder(_ path: String) throws(FileTrouble) { try step(path) }
    func resolved(_ path: String) -> String { path }
}
