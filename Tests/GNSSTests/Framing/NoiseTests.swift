// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

/// Decodes what a scanner finds, and remembers only what an invariant needs.
struct Reader: FrameReceiver {
    var decoder = UBXDecoder()
    var frames = 0
    var end: UInt64 = 0
    var isOrdered = true

    mutating func receive(_ frame: Frame, _ content: Span<UInt8>) {
        frames += 1
        isOrdered = isOrdered && frame.offset >= end
        end = frame.offset + UInt64(frame.length)
        if case .ubx(let id) = frame.kind { _ = decoder.decode(id, content) }
    }
}

@Suite struct NoiseTests {
    /// Noise in which every start sign and line end is common.
    private func noise(_ count: Int, _ random: inout Seeded) -> [UInt8] {
        let signs: [UInt8] = [0xB5, 0x62, 0xD3, 0x24, 0x21, 0x2A, 0x0D, 0x0A, 0x00, 0x01, 0x07, 0x35]
        return (0..<count).map { _ in
            let value = UInt8.random(in: 0...255, using: &random)
            return value < 128 ? signs[Int(value) % signs.count] : value
        }
    }

    @Test(arguments: [1 as UInt64, 2, 3, 4])
    func `Every byte is counted exactly once, whatever comes`(seed: UInt64) {
        var random = Seeded(state: seed)
        var scanner = FrameScanner()
        var reader = Reader()
        var pushed: UInt64 = 0
        for round in 0..<250 {
            let bytes = round % 2 == 0 ? noise(60, &random) : mutated(FragmentationTests.stream, &random)
            scanner.push(bytes.span, at: instant(round), to: &reader)
            pushed += UInt64(bytes.count)
            let counters = scanner.counters
            #expect(counters.bytes == pushed)
            #expect(counters.bytes == counters.framedBytes + counters.garbageBytes + UInt64(scanner.pendingCount))
            #expect(scanner.pendingCount < 4096 + 8)
        }
        scanner.finish(to: &reader)
        #expect(scanner.pendingCount == 0 && reader.isOrdered && reader.frames > 100)
        #expect(scanner.counters.bytes == scanner.counters.framedBytes + scanner.counters.garbageBytes)
        #expect(UInt64(reader.frames) == scanner.counters.nmea + scanner.counters.ubx)
    }

    @Test func `A hundred thousand payloads of noise are decoded or refused, without a trap`() {
        var random = Seeded(state: 5)
        var decoder = UBXDecoder()
        let ids = goldenFrames.map { UBXMessageID($0[2], $0[3]) }
        for round in 0..<100_000 {
            var payload = Array(goldenFrames[round % ids.count].dropFirst(6).dropLast(2))
            for _ in 0..<3 where !payload.isEmpty {
                payload[Int.random(in: 0..<payload.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if round % 3 == 0 { payload.removeLast(min(payload.count, Int.random(in: 1...9, using: &random))) }
            if let message = decoder.decode(ids[round % ids.count], payload.span), case .timTP(let pulse) = message {
                #expect((pulse.sawtooth ?? .zero).magnitude < .milliseconds(3))
            }
        }
        let counters = decoder.counters
        let refused = counters.wrongLength + counters.unknownVersion + counters.malformed
        #expect(counters.decoded + refused == 100_000 && counters.other == 0)
        #expect(counters.wrongLength > 0 && counters.unknownVersion > 0 && counters.malformed > 0)
    }
}
