// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How this program fares as a process, as the kernel counts it (proc(5)). Each part is `nil` where it is not told.
public struct ProcessState: Sendable, Hashable {
    /// Processor time used since the start, by all threads, in user and kernel mode: s.
    public var processorSeconds: Double?
    /// Octets of memory that it holds, and of addresses that it has taken.
    public var residentMemory: UInt64?
    public var virtualMemory: UInt64?
    /// Descriptors that it holds open, and how many it may.
    public var openFiles: Int?
    public var mostFiles: Int?
    /// When it was started: s since 1970-01-01 UTC, by the system's clock.
    public var startTime: Double?
    public var threads: Int?

    /// - Parameter root: before every path; for tests.
    public init(root: String = "") {
        let own = "\(root)/proc/self"
        if let fields = HostText.read("\(own)/stat").map(Self.fields) {
            processorSeconds = Self.processorSeconds(fields)
            startTime = Self.startTime(fields, boot: HostText.read("\(root)/proc/stat"))
            threads = Self.number(fields, 20).flatMap { Int(exactly: $0) }
            virtualMemory = Self.number(fields, 23)
            residentMemory = Self.number(fields, 24).map { $0 &* UInt64(max(0, sysconf(Int32(_SC_PAGESIZE)))) }
        }
        openFiles = Self.openFiles(HostFolder.names("\(own)/fd").count)
        mostFiles = Self.mostFiles(HostText.read("\(own)/limits"))
    }

    /// What follows the program's name, which stands in brackets and may have any character in it: field 3 and on.
    private static func fields(_ stat: String) -> [Substring] {
        guard let end = stat.lastIndex(of: ")") else { return [] }
        return stat[stat.index(after: end)...].split { $0 == " " || $0 == "\n" }
    }

    /// - Parameter field: as proc_pid_stat(5) counts them, 3 and on.
    private static func number(_ fields: [Substring], _ field: Int) -> UInt64? {
        fields.indices.contains(field - 3) ? UInt64(fields[field - 3]) : nil
    }

    private static var ticksPerSecond: Double { Double(max(1, sysconf(Int32(_SC_CLK_TCK)))) }

    /// utime and stime
    private static func processorSeconds(_ fields: [Substring]) -> Double? {
        guard let user = number(fields, 14), let kernel = number(fields, 15) else { return nil }
        return (Double(user) + Double(kernel)) / ticksPerSecond
    }

    /// starttime counts from the boot, whose instant is `btime`.
    private static func startTime(_ fields: [Substring], boot: String?) -> Double? {
        let line = boot?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard let booted = line.flatMap({ Double($0.dropFirst(6)) }), let start = number(fields, 22) else { return nil }
        return booted + Double(start) / ticksPerSecond
    }

    /// Looking is done by one of them.
    private static func openFiles(_ count: Int) -> Int? { count > 1 ? count - 1 : nil }

    /// "Max open files   1024   524288   files": the first is the one that holds.
    private static func mostFiles(_ limits: String?) -> Int? {
        let line = limits?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        return line?.dropFirst("Max open files".count).split(separator: " ").first.flatMap { Int($0) }
    }
}
