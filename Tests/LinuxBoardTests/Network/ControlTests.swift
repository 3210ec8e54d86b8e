// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Testing

/// What the kernel writes beside a message, made by hand: also of cards that this host does not have.
struct ControlTests {
    /// Header and data, filled up to a word (cmsg(3)).
    private func control(_ level: Int32, _ type: Int32, _ data: [UInt8], length: Int? = nil) -> [UInt8] {
        let word = MemoryLayout<Int>.size
        let header = word + 8
        var octets = Self.octets(length ?? (header + data.count)) + Self.octets(level) + Self.octets(type) + data
        octets += [UInt8](repeating: 0, count: -octets.count & (word - 1))
        return octets
    }

    private static func octets<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        unsafe withUnsafeBytes(of: number) { unsafe Array($0) }
    }

    private func read(_ octets: [UInt8]) -> clinux_ptp_control {
        var told = clinux_ptp_control()
        // Aligned as the kernel's are.
        let words = UnsafeMutableRawPointer.allocate(byteCount: max(8, octets.count), alignment: 16)
        defer { unsafe words.deallocate() }
        unsafe words.copyMemory(from: octets, byteCount: octets.count)
        unsafe clinux_ptp_read_control(words, octets.count, &told)
        return told
    }

    private static let none = Int64.min
    private static let stamps: Int32 = 37
    private static let wideStamps: Int32 = 65
    private static let second: Int64 = 1_000_000_000

    private func times<Number: FixedWidthInteger>(_ times: [Number]) -> [UInt8] { times.flatMap { Self.octets($0) } }

    /// sock_extended_err: number, origin, type, code, fill, info, data.
    private func extended(_ number: Int32, origin: UInt8, info: UInt32, key: UInt32) -> [UInt8] {
        Self.octets(number) + [origin, 0, 0, 0] + Self.octets(info) + Self.octets(key)
    }

    @Test func `the kernel's stamp is the first of three, the card's the third`() {
        let software = read(control(SOL_SOCKET, Self.stamps, times([5, 6, 0, 0, 0, 0] as [Int])))
        #expect(software.software_ns == 5 * Self.second + 6 && software.hardware_ns == Self.none)
        let hardware = read(control(SOL_SOCKET, Self.stamps, times([0, 0, 0, 0, 7, 8] as [Int])))
        #expect(hardware.software_ns == Self.none && hardware.hardware_ns == 7 * Self.second + 8)
        let both = read(control(SOL_SOCKET, Self.wideStamps, times([5, 6, 1, 1, 7, 8] as [Int64])))
        #expect(both.software_ns == 5 * Self.second + 6 && both.hardware_ns == 7 * Self.second + 8)
    }

    @Test func `beside a card's stamp it is told which card it was, and how long the frame`() {
        let stamp = control(SOL_SOCKET, Self.stamps, times([5, 6, 0, 0, 7, 8] as [Int]))
        // struct scm_ts_pktinfo: interface, length, two reserved.
        let card = control(SOL_SOCKET, 58, times([3, 90, 0, 0] as [UInt32]))
        let told = read(stamp + card)
        #expect(told.hardware_ns == 7 * Self.second + 8 && told.card == 3 && told.frame == 90)
        #expect(read(stamp).card == 0)
    }

    @Test func `a card whose clock was never set stamps too, from 1970`() {
        #expect(read(control(SOL_SOCKET, Self.stamps, times([0, 0, 0, 0, 0, 8] as [Int]))).hardware_ns == 8)
    }

    @Test(arguments: [(0, 11), (41, 25), (263, 16)] as [(Int32, Int32)])
    func `a stamp of sending comes with its key, on whichever transport`(level: Int32, type: Int32) {
        let stamp = control(SOL_SOCKET, Self.stamps, times([0, 0, 0, 0, 7, 8] as [Int]))
        let error = control(level, type, extended(ENOMSG, origin: 4, info: 0, key: 0xFFFF_FFFE))
        for octets in [stamp + error, error + stamp] {
            let told = read(octets)
            #expect(told.has_key == 1 && told.key == 0xFFFF_FFFE && told.hardware_ns == 7 * Self.second + 8)
        }
    }

    @Test func `other errors are no stamps of sending`() {
        let others = [
            extended(ECONNREFUSED, origin: 2, info: 0, key: 1), extended(ENOMSG, origin: 2, info: 0, key: 1),
            // Queued, and acknowledged.
            extended(ENOMSG, origin: 4, info: 1, key: 1), extended(ENOMSG, origin: 4, info: 2, key: 1),
        ]
        for other in others { #expect(read(control(Int32(IPPROTO_IP), 11, other)).has_key == 0) }
    }

    @Test func `the address that was asked is told, and whether one can answer from it`() {
        let index = Self.octets(Int32(3))
        let alone = read(control(Int32(IPPROTO_IP), 8, index + [10, 0, 0, 1] + [10, 0, 0, 1]))
        #expect(alone.has_asked == 1 && alone.has_source == 1 && alone.source.15 == 1 && alone.asked.10 == 0xFF)
        let group = read(control(Int32(IPPROTO_IP), 8, index + [10, 0, 0, 1] + [224, 0, 1, 129]))
        #expect(group.has_asked == 1 && group.has_source == 0 && group.asked.12 == 224)
        let v6 = read(control(Int32(IPPROTO_IPV6), 50, [0xFE, 0x80] + [UInt8](repeating: 0, count: 14) + index))
        #expect(v6.has_source == 1 && v6.source.0 == 0xFE)
        let v6Group = read(control(Int32(IPPROTO_IPV6), 50, [0xFF, 0x0E] + [UInt8](repeating: 0, count: 14) + index))
        #expect(v6Group.has_asked == 1 && v6Group.has_source == 0)
    }

    @Test func `what is too short or says a wrong length is passed over`() {
        let short = control(SOL_SOCKET, Self.stamps, times([5, 6] as [Int]))
        let stamp = control(SOL_SOCKET, Self.stamps, times([5, 6, 0, 0, 0, 0] as [Int]))
        #expect(read(short).software_ns == Self.none && read(short + stamp).software_ns == 5 * Self.second + 6)
        for length in [0, 3, 15, 10_000, Int.max, -1] {
            let octets = control(SOL_SOCKET, Self.stamps, times([5, 6, 0, 0, 0, 0] as [Int]), length: length)
            #expect(read(octets).software_ns == Self.none && read(octets + stamp).key == 0)
        }
        for count in 0..<stamp.count { #expect(read(Array(stamp.prefix(count))).software_ns == Self.none) }
    }

    @Test func `a hundred thousand random ones harm nobody`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<100_000 {
            var octets = (0..<Int.random(in: 0...96, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            // Lengths that reach further.
            if octets.count > 8 { octets.replaceSubrange(1..<8, with: [UInt8](repeating: 0, count: 7)) }
            _ = read(octets)
        }
    }
}
