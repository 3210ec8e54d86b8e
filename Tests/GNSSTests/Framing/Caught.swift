// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// A frame with a copy of its content.
struct Caught: Hashable {
    var frame: Frame
    var content: [UInt8]

    var text: String { String(decoding: content, as: UTF8.self) }
}

/// Keeps all that a scanner finds.
struct Catcher: FrameReceiver {
    var caught: [Caught] = []

    mutating func receive(_ frame: Frame, _ content: Span<UInt8>) {
        caught.append(Caught(frame: frame, content: content.indices.map { content[$0] }))
    }

    var texts: [String] { caught.map(\.text) }
}

/// All frames of `bytes`, given in one piece and finished.
func scan(_ bytes: [UInt8], limits: FrameScanner.Limits = .init()) -> (caught: [Caught], counters: FrameCounters) {
    var scanner = FrameScanner(limits: limits)
    var catcher = Catcher()
    scanner.push(bytes.span, at: instant(0), to: &catcher)
    scanner.finish(to: &catcher)
    return (catcher.caught, scanner.counters)
}

func scan(_ text: String, limits: FrameScanner.Limits = .init()) -> (caught: [Caught], counters: FrameCounters) {
    scan(Array(text.utf8), limits: limits)
}

func instant(_ milliseconds: Int) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .milliseconds(milliseconds)) }

/// Octets written as hexadecimal digits.
func octets(_ digits: String) -> [UInt8] {
    let values = digits.compactMap(\.hexDigitValue).map(UInt8.init)
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
