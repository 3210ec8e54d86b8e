// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import TimeBase

/// What of a machine is asked and used to control it; a test has one of its own.
public protocol MachineHost: Sendable {
    /// Whether this process is the superuser's.
    var isRoot: Bool { get }
    func has(_ path: String) -> Bool
    func run(_ program: String, _ arguments: [String], limit: Duration) -> ProgramResult
    /// Copies a file; the new one is whole, or not there.
    func copy(_ from: String, to: String) throws(MachineRefusal)
    /// Names in a folder, in order; none where it is not there.
    func names(in folder: String) -> [String]
    /// A small text; `nil` where it cannot be read.
    func text(_ path: String) -> String?
    func write(_ text: String, to path: String) throws(MachineRefusal)
    func makeFolder(_ path: String) throws(MachineRefusal)
    func remove(_ path: String)
}

/// The machine itself.
public struct ThisMachine: MachineHost {
    public init() {}

    public var isRoot: Bool { geteuid() == 0 }
    public func has(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    public func run(_ program: String, _ arguments: [String], limit: Duration) -> ProgramResult {
        ChildProgram.run(program, arguments, limit: limit)
    }

    public func names(in folder: String) -> [String] { HostFolder.names(folder) }
    public func text(_ path: String) -> String? { HostText.read(path) }
    public func remove(_ path: String) { _ = unsafe unlink(path) }

    public func makeFolder(_ path: String) throws(MachineRefusal) {
        guard unsafe mkdir(path, 0o750) == 0 || errno == EEXIST else { throw Self.fault("cannot make \(path)") }
    }

    public func write(_ text: String, to path: String) throws(MachineRefusal) {
        let temporary = path + ".new"
        let raw = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard raw >= 0 else { throw Self.fault("cannot write \(path)") }
        let file = FileDescriptor(owning: raw)
        try Self.put(Array(text.utf8)[...], into: file.raw, path)
        guard fsync(file.raw) == 0, unsafe rename(temporary, path) == 0 else {
            throw Self.fault("cannot write \(path)")
        }
    }

    public func copy(_ from: String, to: String) throws(MachineRefusal) {
        let source = unsafe open(from, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw Self.fault("cannot read \(from)") }
        let input = FileDescriptor(owning: source)
        let target = unsafe open(to + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard target >= 0 else { throw Self.fault("cannot write \(to)") }
        let output = FileDescriptor(owning: target)
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(input.raw, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw Self.fault("cannot read \(from)") }
            if count == 0 { break }
            try Self.put(piece[..<count], into: output.raw, to)
        }
        guard fsync(output.raw) == 0, unsafe rename(to + ".new", to) == 0 else {
            throw Self.fault("cannot write \(to)")
        }
    }

    private static func put(_ bytes: ArraySlice<UInt8>, into raw: Int32, _ path: String) throws(MachineRefusal) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(raw, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw fault("cannot write \(path)") }
            rest = rest.dropFirst(count)
        }
    }

    private static func fault(_ what: String) -> MachineRefusal {
        MachineRefusal("\(what): \(HostFault(errno: errno).text.lowercased())")
    }
}
