// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

/// SplitMix64: small, seeded, the same everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite struct `Whatever the bytes are` {
    private static let honest = Array(
        """
        board: {kind: linux, seed: 0x10}
        receiver: {device: "/dev/ttyS1", baud: 115200}
        ntp:
          listen: ["10.0.0.1:123", '[::]:123']
        allow:
          - 10.0.0.0/8   # a network
        clock:
          step: >-
            never
        """.utf8)
    /// What YAML makes much of, and what is no text at all.
    private static let spice = Array("{}[],:&*!|>'\"%@`#-?~\\<= \n\r\t".utf8) + [0, 0x7F, 0x80, 0xC2, 0xE2, 0xF4, 0xFF]

    @Test func `the reader answers with settings or with faults`() {
        var random = SplitMix(state: 20_261)
        var accepted = 0
        for _ in 0..<100_000 where Self.isTaken(Self.mutated(with: &random)) { accepted += 1 }
        #expect((1..<100_000).contains(accepted))
    }

    @Test func `random octets and random punctuation do not trap it`() {
        var random = SplitMix(state: 5905)
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...40, using: &random)
            _ = Self.isTaken((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
            _ = Self.isTaken((0..<count).map { _ in Self.spice.randomElement(using: &random) ?? 0 })
        }
    }

    @Test(arguments: ["[", "{", "- ", "? ", "a: {", "- - ", "!", "&a ", "*a ", "\"", "|\n", "{a: [", "a:\n "])
    func `a thousand times the same does not trap it`(_ piece: String) {
        #expect(!Self.isTaken(Array(String(repeating: piece, count: 3000).utf8)))
    }

    @Test func `nested aliases cost no time`() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(faults(in: text).count == 1)
        #expect(faults(in: text + "? *a40\n: 1\n").first?.contains("aliases are not taken") == true)
    }

    @Test func `a fault always has a place within the file`() {
        var random = SplitMix(state: 8915)
        for _ in 0..<3_000 {
            let bytes = Self.mutated(with: &random)
            let lines = bytes.count { $0 == 10 || $0 == 13 } + 2
            do throws(SettingsFaults) {
                _ = try Settings(reading: bytes, file: "f")
            } catch {
                #expect(!error.faults.isEmpty)
                #expect(
                    error.faults.allSatisfy { (1...lines).contains($0.line) && $0.column >= 1 && !$0.reason.isEmpty })
            }
        }
    }

    private static func isTaken(_ bytes: [UInt8]) -> Bool {
        do throws(SettingsFaults) {
            _ = try Settings(reading: bytes, file: "f")
            return true
        } catch {
            return false
        }
    }

    private static func mutated(with random: inout SplitMix) -> [UInt8] {
        var bytes = honest
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let piece = spice.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = piece
            case 1: bytes.insert(piece, at: place)
            case 2: bytes.remove(at: place)
            case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            default: bytes.insert(contentsOf: bytes[place...].prefix(12), at: place)
            }
        }
        return bytes
    }
}
