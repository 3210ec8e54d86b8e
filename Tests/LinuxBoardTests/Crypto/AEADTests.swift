// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import Testing

struct Sealed: Sendable {
    let key: String, nonce: String, associated: String, plaintext: String, ciphertext: String
}

struct AEADTests {
    /// RFC 8452, appendix C.1.
    private static let gcmSIV: [Sealed] = {
        let (key, nonce) = ("01000000000000000000000000000000", "030000000000000000000000")
        return [
            ("", "", "dc20e2d83f25705bb49e439eca56de25"),
            ("0100000000000000", "", "b5d839330ac7b786578782fff6013b81 5b287c22493a364c"),
            ("010000000000000000000000", "", "7323ea61d05932260047d942a4978db3 57391a0bc4fdec8b0d106639"),
            (key, "", "743f7c8077ab25f8624e2e948579cf77 303aaf90f6fe21199c6068577437a0c4"),
            (
                "01000000000000000000000000000000 02000000000000000000000000000000", "",
                "84e07e62ba83a6585417245d7ec413a9 fe427d6315c09b57ce45f2e3936a9445 1a8e45dcd4578c667cd86847bf6155ff"
            ),
            ("0200000000000000", "01", "1e6daba35669f4273b0a1a2560969cdf 790d99759abd1508"),
            (
                "02000000000000000000000000000000 03000000000000000000000000000000", "01",
                "620048ef3c1e73e57e02bb8562c416a3 19e73e4caac8e96a1ecb2933145a1d71 e6af6a7f87287da059a71684ed3498e1"
            ),
            (
                "03000000000000000000000000000000 0400", "01000000000000000000000000000000 02000000",
                "44d0aaf6fb2f1f34add5e8064e83e12a 2adabff9b2ef00fb47920cc72a0c0f13 b9fd"
            ),
        ].map { Sealed(key: key, nonce: nonce, associated: $1, plaintext: $0, ciphertext: $2) }
    }()

    private func seal(_ box: CryptoBox, _ algorithm: AEADAlgorithm, _ vector: Sealed) -> [UInt8] {
        let (key, nonce) = (hex(vector.key), hex(vector.nonce))
        let (associated, plaintext) = (hex(vector.associated), hex(vector.plaintext))
        guard box.load(key.span, for: algorithm, into: .clientToServer) else { return [] }
        var made = [UInt8](repeating: 0xEE, count: plaintext.count + 16)
        var span = made.mutableSpan
        let count = box.seal(
            plaintext.span, nonce: nonce.span, associated: associated.span, with: .clientToServer, into: &span)
        return Array(made[..<count])
    }

    private func open(
        _ box: CryptoBox, _ ciphertext: [UInt8], nonce: [UInt8], associated: [UInt8], with slot: CipherSlot
    ) -> [UInt8]? {
        var made = [UInt8](repeating: 0xEE, count: max(0, ciphertext.count - 16))
        var span = made.mutableSpan
        let count = box.open(
            ciphertext.span, nonce: nonce.span, associated: associated.span, with: slot, into: &span)
        if count == nil { #expect(made.allSatisfy { $0 == 0 || $0 == 0xEE }, "what is not authentic is not shown") }
        return count.map { Array(made[..<$0]) }
    }

    @Test(arguments: gcmSIV)
    func `AES-128-GCM-SIV seals and opens as RFC 8452 has it`(vector: Sealed) throws {
        let box = try #require(CryptoBox())
        for _ in 0..<2 {
            let made = seal(box, .aes128GCMSIV, vector)
            #expect(made == hex(vector.ciphertext))
            let opened = open(
                box, made, nonce: hex(vector.nonce), associated: hex(vector.associated), with: .clientToServer)
            #expect(opened == hex(vector.plaintext))
        }
    }

    /// NTS has one string of associated data and a nonce: of RFC 5297's examples none is of this kind, so this is theirs
    /// by another way, and SIVTests has theirs.
    @Test func `AES-SIV-CMAC-256 with a nonce has it as the last string`() throws {
        let box = try #require(CryptoBox())
        let key = "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
        let vector = Sealed(
            key: key, nonce: "09f911029d74e35bd84156c5635688c0", associated: "0001", plaintext: "", ciphertext: "")
        let made = seal(box, .aesSIVCMAC256, vector)
        #expect(made.count == 16)
        #expect(
            open(box, made, nonce: hex(vector.nonce), associated: [0, 1], with: .clientToServer) == [])
    }

    @Test(arguments: AEADAlgorithm.allCases)
    func `a changed bit anywhere is found`(algorithm: AEADAlgorithm) throws {
        let box = try #require(CryptoBox())
        let key = String(repeating: "5a", count: algorithm.keyCount)
        let nonce = (0..<algorithm.nonceCount).map { UInt8($0) }
        let digits = nonce.map { String($0 + 0x10, radix: 16) }.joined()
        for length in [0, 1, 15, 16, 17, 64, 104, 832] {
            let plaintext = String(repeating: "c3", count: length)
            let vector = Sealed(
                key: key, nonce: digits, associated: "00112233", plaintext: plaintext, ciphertext: "")
            let made = seal(box, algorithm, vector)
            #expect(made.count == length + 16)
            let associated = hex(vector.associated)
            #expect(open(box, made, nonce: hex(digits), associated: associated, with: .clientToServer) == hex(plaintext))
            for bit in stride(from: 0, to: made.count * 8, by: 7) {
                var changed = made
                changed[bit / 8] ^= 1 << (bit % 8)
                #expect(open(box, changed, nonce: hex(digits), associated: associated, with: .clientToServer) == nil)
            }
            #expect(open(box, made, nonce: hex(digits), associated: [0], with: .clientToServer) == nil)
            #expect(open(box, made, nonce: nonce, associated: associated, with: .clientToServer) == nil)
        }
    }

    @Test func `a place without a key, a wrong key and a wrong nonce do nothing`() throws {
        let box = try #require(CryptoBox())
        let short = [UInt8](repeating: 1, count: 15)
        #expect(open(box, [UInt8](repeating: 0, count: 16), nonce: short, associated: [], with: .firstMaster) == nil)
        for algorithm in AEADAlgorithm.allCases {
            let isLoaded = box.load(short.span, for: algorithm, into: .firstMaster)
            #expect(!isLoaded)
        }
        let vector = Sealed(
            key: "01000000000000000000000000000000", nonce: "03", associated: "", plaintext: "", ciphertext: "")
        #expect(seal(box, .aes128GCMSIV, vector) == [])
    }

    @Test func `the keys of different places do not disturb one another`() throws {
        let box = try #require(CryptoBox())
        let sealed = CipherSlot.allCases.map { slot in
            let key = [UInt8](repeating: UInt8(slot.rawValue), count: 32)
            _ = box.load(key.span, for: .aesSIVCMAC256, into: slot)
            var made = [UInt8](repeating: 0, count: 32)
            var span = made.mutableSpan
            _ = box.seal(key.span.extracting(0..<16), nonce: key.span, associated: key.span, with: slot, into: &span)
            return made
        }
        #expect(Set(sealed).count == CipherSlot.allCases.count)
        for slot in CipherSlot.allCases {
            let key = [UInt8](repeating: UInt8(slot.rawValue), count: 32)
            #expect(open(box, sealed[slot.rawValue], nonce: key, associated: key, with: slot) == Array(key[..<16]))
        }
    }

    @Test func `random octets do not come twice`() throws {
        let box = try #require(CryptoBox())
        var seen: Set<[UInt8]> = []
        for _ in 0..<1000 {
            var nonce = [UInt8](repeating: 0, count: 16)
            var span = nonce.mutableSpan
            let isFilled = box.fillRandomly(&span)
            #expect(isFilled)
            seen.insert(nonce)
        }
        #expect(seen.count == 1000)
    }
}
