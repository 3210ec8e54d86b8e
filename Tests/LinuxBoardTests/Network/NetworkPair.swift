// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Two networks of their own, joined by a cable (veth) named `cable` at either end; gone when this is.
///
/// One thread may be in either: a socket stays in the network that it was opened in.
final class NetworkPair {
    enum End: String, CaseIterable {
        case near, far
    }

    static let cable = "cable"

    private static let isPermittedHere: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? NetworkPair()) != nil
    }()

    /// Whether this host lets these tests make networks: for root, with iproute2, where namespaces are not forbidden.
    static var isPermitted: Bool { isPermittedHere }
    private static let makesVLANs: Bool = {
        guard let pair = try? NetworkPair() else { return false }
        return (try? pair.ip("link add link \(cable) name tagged type vlan id 7", at: .near)) != nil
    }()

    /// Whether VLAN interfaces can be made there.
    static var hasVLANs: Bool { isPermitted && makesVLANs }
    static let refusal = "needs the right to make network namespaces (root, iproute2)"

    struct Refused: Error {}

    private let name = "gnomon-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    private let home: Int32

    init() throws {
        home = unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
        for end in End.allCases { try ip("netns add \(netns(end))") }
        try plug()
    }

    /// Lays the cable (again).
    func plug() throws {
        try ip("-n \(netns(.near)) link add \(Self.cable) type veth peer name \(Self.cable) netns \(netns(.far))")
        for end in End.allCases {
            try ip("-n \(netns(end)) link set lo up")
            try ip("-n \(netns(end)) address add 10.9.0.\(end == .near ? 1 : 2)/24 dev \(Self.cable)")
            try ip("-n \(netns(end)) address add fd09::\(end == .near ? 1 : 2)/64 dev \(Self.cable) nodad")
            // No link-local address: to find out that nobody has it takes two seconds.
            try ip("-n \(netns(end)) link set \(Self.cable) addrgenmode none up")
        }
        for end in End.allCases { try waitForLink(end) }
    }

    deinit {
        for end in End.allCases { try? ip("netns delete \(netns(end))") }
        close(home)
    }

    private func netns(_ end: End) -> String { "\(name)-\(end.rawValue)" }

    /// Runs `ip` with these words on this end's network.
    func ip(_ words: String, at end: End) throws { try ip("-n \(netns(end)) \(words)") }

    /// The same with `tc`.
    func tc(_ words: String, at end: End) throws { try Self.shell("exec tc -n \(netns(end)) \(words) >/dev/null 2>&1") }

    private func ip(_ words: String) throws { try Self.shell("exec ip \(words) >/dev/null 2>&1") }

    /// The kernel tells of a cable up to a second after it was plugged in.
    private func waitForLink(_ end: End) throws {
        let isUp = "ip -n \(netns(end)) link show \(Self.cable) | grep -q 'state UP'"
        try Self.shell("for try in $(seq 300); do \(isUp) && exit 0; sleep 0.02; done; exit 1")
    }

    private static func shell(_ words: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "PATH=$PATH:/sbin:/usr/sbin; \(words)"]
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Refused() }
    }

    /// Does something on this end's network, in this thread, which is at home again afterwards.
    func inside<Result: ~Copyable>(_ end: End, _ body: () throws -> Result) throws -> Result {
        let network = unsafe open("/run/netns/\(netns(end))", O_RDONLY | O_CLOEXEC)
        defer { close(network) }
        guard network >= 0, Self.enter(network) else { throw Refused() }
        defer { precondition(Self.enter(home)) }
        return try body()
    }

    /// setns(2), which Glibc's module lacks.
    private static func enter(_ network: Int32) -> Bool {
        typealias Call = @convention(c) (Int32, Int32) -> Int32
        guard let symbol = unsafe dlsym(nil, "setns") else { return false }
        return unsafe unsafeBitCast(symbol, to: Call.self)(network, 0x4000_0000) == 0
    }
}
