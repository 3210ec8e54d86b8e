// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// Any bytes as the text of a sentence; and as a receiver's stream, which gets a valid checksum at every line's end
/// so that the input reaches past the checksum.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    _ = NMEA.read(bytes.span)
    decode(bytes)
    decode(withChecksums(bytes))
    return 0
}

private func decode(_ bytes: [UInt8]) {
    var decoder = ReceiverDecoder()
    decoder.decode(bytes.span, at: MonotonicInstant(sinceEpoch: .zero)) { heard in
        guard case .epoch(let epoch) = heard, let utc = epoch.time?.utc else { return }
        precondition((0...86_400).contains(utc.secondOfDay))
    }
    decoder.finish { _ in }
    let counters = decoder.frameCounters
    precondition(counters.framedBytes + counters.garbageBytes == counters.bytes)
}

/// Every line as a sentence: `$text*hh\r\n`.
private func withChecksums(_ text: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
        let sum = line.reduce(0, ^)
        stream.append(UInt8(ascii: "$"))
        stream += line
        stream.append(UInt8(ascii: "*"))
        stream += [sum >> 4, sum & 15].map { $0 < 10 ? $0 + 48 : $0 + 55 }
        stream += [13, 10]
    }
    return stream
}
