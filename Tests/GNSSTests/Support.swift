// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// The epochs in a stream that arrives in pieces of `size` bytes, all at once; `size` 0: in one piece.
func epochs(
    in bytes: [UInt8], pieces size: Int = 0, pivot: RolloverPivot? = nil, finishing: Bool = true
) -> [Epoch] {
    var found: [Epoch] = []
    hear(bytes, pieces: size, pivot: pivot, finishing: finishing) {
        if case .epoch(let epoch) = $0 { found.append(epoch) }
    }
    return found
}

func hear(
    _ bytes: [UInt8], pieces size: Int = 0, pivot: RolloverPivot? = nil, finishing: Bool = true,
    _ emit: (Heard) -> Void
) {
    var decoder = ReceiverDecoder(options: .init(pivot: pivot))
    let start = MonotonicInstant(sinceEpoch: .zero)
    var place = 0
    while place < bytes.count {
        let next = size == 0 ? bytes.count : min(place + size, bytes.count)
        decoder.decode(bytes.span.extracting(place..<next), at: start, emit)
        place = next
    }
    if finishing { decoder.finish(emit) }
}

/// Sentences with their checksum and line end.
func sentences(_ texts: String...) -> [UInt8] { sentences(texts) }

func sentences(_ texts: [String]) -> [UInt8] {
    texts.flatMap { text -> [UInt8] in
        let sum = text.utf8.reduce(0, ^)
        let digits = String(sum, radix: 16, uppercase: true)
        return Array("$\(text)*\(sum < 16 ? "0" : "")\(digits)\r\n".utf8)
    }
}

extension Epoch {
    var utc: String? { time?.utc?.iso8601(decimals: 3) }

    /// All that two decodings of one stream must agree in.
    var summary: String {
        let satellites = (0..<sky.count).map { sky[$0] }
        return "\(utc ?? "-") \(String(describing: time)) \(fix) \(String(describing: used)) \(messages) "
            + "\(String(describing: sawtooth)) \(String(describing: leap)) \(String(describing: survey)) "
            + "\(String(describing: position)) \(satellites)"
    }
}

/// The seconds from the pulse's scale that a test reckons with.
func at(_ seconds: Double) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .realSeconds(seconds)) }
