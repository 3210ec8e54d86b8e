// SPDX-License-Identifier: Apache-2.0

import NTP

/// Stands for a library's arithmetic: depends on every octet of key and message and on their order, and is safe in no
/// way.
final class ToyAuthenticator: MessageAuthenticator, Sendable {
    let ring: KeyRing
    /// As a library would that has lost its keys.
    let isBroken: Bool

    init(_ file: String, isBroken: Bool = false) {
        ring = KeyFile.read(file).ring
        self.isBroken = isBroken
    }

    func key(_ id: UInt32) -> SymmetricKey? { ring.key(id) }

    func digest(
        of message: Span<UInt8>, count: Int, with key: SymmetricKey, into digest: inout MutableSpan<UInt8>
    ) -> Int {
        if isBroken { return 0 }
        var state: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(key.algorithm.rawValue)
        ring.withSecret(of: key) { for index in $0.indices { Self.absorb($0[index], &state) } }
        for index in 0..<count { Self.absorb(message[index], &state) }
        for index in 0..<key.algorithm.digestCount {
            Self.absorb(UInt8(index), &state)
            digest[index] = UInt8(truncatingIfNeeded: state >> 56)
        }
        return key.algorithm.digestCount
    }

    private static func absorb(_ octet: UInt8, _ state: inout UInt64) {
        state = (state ^ UInt64(octet)) &* 0x0000_0100_0000_01B3
        state ^= state >> 29
    }

    /// The message with key number and digest behind it, `length` octets of it.
    func signed(_ message: [UInt8], _ id: UInt32, length: Int? = nil) -> [UInt8] {
        guard let key = ring.key(id) else { return message }
        var made = [UInt8](repeating: 0, count: 64)
        var span = made.mutableSpan
        let full = digest(of: message.span, count: message.count, with: key, into: &span)
        let number = (0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * UInt32($0))) }
        return message + number + made[..<(length ?? full)]
    }
}
