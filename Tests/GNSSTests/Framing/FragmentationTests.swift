// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

@Suite struct FragmentationTests {
    /// All kinds of frames, false ones, and garbage.
    static let stream: [UInt8] =
        octets("0000 b562 0161 0400 68aca612 32c9 b5 ff d300133ed7d30202980edeef34b4bd62ac0941986f33360b98")
        + Array("\r\n$GPZDA,193223.00,23,12,2007,00,00*69\r\n$GPGLL,\n$$GPZDA,193223.00,23,12,2007,00,00*69\r".utf8)
        + octets("b562 0107 1900 b562 0161 0400 68aca612 32c9 d3 00 03") + Array("!AIVDM\r\n$GPGLL*00\r\n".utf8)
        + octets("b562 0161 0400 68aca612 32c9")

    private func scan(_ pieces: [ArraySlice<UInt8>]) -> ([Caught], FrameCounters) {
        var scanner = FrameScanner()
        var catcher = Catcher()
        for piece in pieces { scanner.push(Array(piece).span, at: instant(0), to: &catcher) }
        scanner.finish(to: &catcher)
        return (catcher.caught, scanner.counters)
    }

    @Test func `The stream holds what it should`() {
        let (caught, counters) = scan([Self.stream[...]])
        #expect(caught.count == 7)
        #expect(counters.rtcm == 1 && counters.nmeaChecksumFailures == 1)
    }

    @Test func `Cut anywhere once, the stream gives the same frames`() {
        let (whole, counters) = scan([Self.stream[...]])
        for cut in Self.stream.indices {
            let (parts, partCounters) = scan([Self.stream[..<cut], Self.stream[cut...]])
            #expect(parts == whole && partCounters == counters, "cut at \(cut)")
        }
    }

    @Test func `Byte by byte, the stream gives the same frames`() {
        let (whole, counters) = scan([Self.stream[...]])
        let (parts, partCounters) = scan(Self.stream.indices.map { Self.stream[$0...$0] })
        #expect(parts == whole && partCounters == counters)
    }

    @Test(arguments: [1 as UInt64, 2, 3])
    func `Cut at random, noisy streams give the same frames`(seed: UInt64) {
        var random = Seeded(state: seed)
        for _ in 0..<40 {
            let noisy = mutated(Self.stream + Self.stream + Self.stream, &random)
            let (whole, counters) = scan([noisy[...]])
            var pieces: [ArraySlice<UInt8>] = []
            var rest = noisy[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...24, using: &random)
                pieces.append(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            let (parts, partCounters) = scan(pieces)
            #expect(parts == whole && partCounters == counters)
        }
    }
}

/// Some bytes changed, dropped or doubled.
func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
        switch Int.random(in: 0..<100, using: &random) {
        case 0: result.append(UInt8.random(in: 0...255, using: &random))
        case 1: break
        case 2: result += [byte, byte]
        default: result.append(byte)
        }
    }
    return result
}
