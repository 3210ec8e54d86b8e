// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `Lock-out` {
    private static func source(_ number: UInt8) -> Source {
        Source(octets: [10, 0, 0, number], text: "10.0.0.\(number)")
    }

    private static func fail(_ lockOut: inout LockOut, _ account: LockOut.Account, _ source: Source, times: Int) {
        for _ in 0..<times { _ = lockOut.fail(account, from: source, at: .zero) }
    }

    @Test func `is on the account, wherever one comes from`() {
        var lockOut = LockOut(limits: quick)
        for number in 1...5 { _ = lockOut.fail(.user("ada"), from: Self.source(UInt8(number)), at: .zero) }
        #expect(lockOut.begin(.user("ada"), from: Self.source(9), at: .zero) == .seconds(1))
        #expect(lockOut.begin(.user("bob"), from: Self.source(9), at: .zero) == nil)
    }

    @Test func `is on the address, whoever one says to be`() {
        var lockOut = LockOut(limits: quick)
        for name in ["ada", "bob", "cyd", "dan", "eve"] { _ = lockOut.fail(.user(name), from: office, at: .zero) }
        #expect(lockOut.begin(.user("fay"), from: office, at: .zero) == .seconds(1))
        #expect(lockOut.begin(.none, from: office, at: .zero) == .seconds(1))
        #expect(lockOut.begin(.user("fay"), from: Self.source(1), at: .zero) == nil)
    }

    @Test func `says the longer of two waits`() {
        var lockOut = LockOut(limits: quick)
        Self.fail(&lockOut, .user("ada"), Self.source(1), times: 5)
        Self.fail(&lockOut, .user("bob"), office, times: 8)
        #expect(lockOut.begin(.user("ada"), from: office, at: .zero) == .seconds(8))
    }

    @Test func `treats names that nobody has as it treats users`() {
        var known = LockOut(limits: quick)
        var unknown = LockOut(limits: quick)
        for number in 0..<30 {
            let source = Self.source(UInt8(number))
            let now = Duration.seconds(number * 3)
            #expect(
                known.begin(.user("ada"), from: source, at: now)
                    == unknown.begin(.stranger("ada"), from: source, at: now))
            #expect(
                known.fail(.user("ada"), from: source, at: now).longest
                    == unknown.fail(.stranger("ada"), from: source, at: now).longest)
        }
    }

    @Test func `is not washed out of a user's account by strangers, and does not grow`() {
        var limits = quick
        limits.strangers = 32
        var lockOut = LockOut(limits: limits)
        Self.fail(&lockOut, .user("ada"), office, times: 10)
        for number in 0..<20_000 {
            let octets = (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
            let source = Source(octets: octets, text: "?")
            if lockOut.begin(.stranger("n\(number)"), from: source, at: .zero) == nil {
                _ = lockOut.fail(.stranger("n\(number)"), from: source, at: .zero)
            }
        }
        #expect(lockOut.count <= 65)
        #expect(lockOut.begin(.user("ada"), from: Self.source(1), at: .zero) == .seconds(32))
    }

    @Test func `counts a whole IPv6 network, and IPv4 within IPv6 as IPv4`() {
        let prefix: [UInt8] = [0x20, 1, 0x0D, 0xB8, 0, 0, 0, 7]
        let one = Source(octets: prefix + [0, 0, 0, 0, 0, 0, 0, 1], text: "2001:db8:0:7::1")
        let two = Source(octets: prefix + [9, 9, 9, 9, 9, 9, 9, 9], text: "2001:db8:0:7:909:909:909:909")
        #expect(one.network == two.network && one != two)
        let mapped = Source(
            octets: [UInt8](repeating: 0, count: 10) + [255, 255, 192, 0, 2, 1], text: "::ffff:192.0.2.1")
        #expect(mapped.network == office.network)
        #expect(Source(octets: [UInt8](repeating: 0, count: 16), text: "::").network != Source.console.network)
        #expect(Source(octets: [], text: String(repeating: "x", count: 1000)).description.count == 64)
    }
}
