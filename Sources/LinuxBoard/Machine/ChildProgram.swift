// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import TimeBase

/// What came of a program that was run.
public struct ProgramResult: Hashable, Sendable {
    /// As its shell would tell it: 0 is well; 127 where it could not be started; 128 and more where a signal ended it.
    public var status: Int32
    /// What it wrote, on both of its outputs, as far as ``ChildProgram/mostOutput``.
    public var output: String

    public init(status: Int32, output: String = "") { (self.status, self.output) = (status, output) }

    public var isWell: Bool { status == 0 }

    /// The last line that says something: usually why.
    public var lastLine: String {
        let lines = output.split(whereSeparator: \.isNewline).map { line in String(line.filter { $0 >= " " }) }
        return lines.last { !$0.isEmpty } ?? "it ended with status \(status)"
    }
}

/// Another program of this machine, run to its end without input.
public enum ChildProgram {
    /// More than that is read and thrown away.
    static let mostOutput = 1 << 16

    /// Holds the calling thread up until it ends, or until `limit` is over and it is ended; not for tasks.
    public static func run(_ path: String, _ arguments: [String], limit: Duration) -> ProgramResult {
        var output: Int32 = -1
        let child = start([path] + arguments, &output)
        guard child > 0, output >= 0 else {
            return ProgramResult(status: 127, output: "\(path): \(HostFault(errno: -child).text)")
        }
        let pipe = FileDescriptor(owning: output)
        let text = listen(to: pipe, until: HostClock.now + limit, of: child)
        return ProgramResult(status: status(of: child), output: text)
    }

    /// Becomes that program, which has this one's number and environment. Returns only where that fails.
    public static func become(_ path: String, _ arguments: [String]) -> HostFault {
        var pointers = unsafe arguments.map { unsafe UnsafePointer(strdup($0)) }
        unsafe pointers.append(nil)
        return HostFault(errno: unsafe -clinux_become(path, &pointers))
    }

    /// Where this program's file is.
    public static var ownPath: String? {
        let path = HostFolder.resolved("/proc/self/exe")
        return path == "/proc/self/exe" ? nil : path
    }

    private static func start(_ words: [String], _ output: inout Int32) -> Int32 {
        var pointers = unsafe words.map { unsafe UnsafePointer(strdup($0)) }
        defer { unsafe pointers.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        unsafe pointers.append(nil)
        return unsafe clinux_child_start(&pointers, &output)
    }

    private static func listen(to pipe: borrowing FileDescriptor, until end: MonotonicInstant, of child: Int32)
        -> String
    {
        var (bytes, piece): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 4096))
        while true {
            let left = (end - HostClock.now).wholeNanoseconds
            guard left > 0 else {
                // Its group: what it has started in its turn goes too.
                _ = kill(-child, SIGKILL)
                break
            }
            let descriptor = pipe.raw
            guard unsafe withUnsafePointer(to: descriptor, { unsafe clinux_wait_readable($0, 1, left) }) > 0 else {
                continue
            }
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += piece.prefix(min(count, max(0, mostOutput - bytes.count)))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func status(of child: Int32) -> Int32 {
        var raw: Int32 = 0
        while unsafe waitpid(child, &raw, 0) < 0 { guard errno == EINTR else { return 127 } }
        // WIFEXITED, WEXITSTATUS and WTERMSIG are macros.
        return raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + raw & 0x7F
    }
}

extension HostFault {
    /// "No such file or directory"
    public var text: String { unsafe String(cString: strerror(errno)) }
}
