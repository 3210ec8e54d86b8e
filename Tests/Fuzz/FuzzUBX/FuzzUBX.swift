// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// Any bytes as a receiver's stream; and cut into UBX frames with a valid checksum, so that the input reaches past
/// the checksum. Every byte must be accounted for, and every claim that comes out must be possible.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    decode(bytes)
    decode(framed(bytes))
    return 0
}

private func decode(_ bytes: [UInt8]) {
    var decoder = ReceiverDecoder()
    let piece = Int(bytes.first ?? 0) + 1
    var (offset, second) = (0, Int64(0))
    while offset < bytes.count {
        let end = min(offset + piece, bytes.count)
        let now = MonotonicInstant(sinceEpoch: .milliseconds(second * 100))
        decoder.decode(bytes.span.extracting(offset..<end), at: now, check)
        decoder.idle(at: now + .milliseconds(50), check)
        (offset, second) = (end, second + 1)
    }
    decoder.finish(check)
    let counters = decoder.frameCounters
    precondition(counters.bytes == UInt64(bytes.count))
    precondition(counters.framedBytes + counters.garbageBytes == counters.bytes)
}

private func check(_ heard: Heard) {
    guard case .epoch(let epoch) = heard else { return }
    precondition(epoch.sky.usedCount <= epoch.sky.count && epoch.sky.count <= Sky.capacity)
    if let utc = epoch.time?.utc { precondition((0...86_400).contains(utc.secondOfDay)) }
}

/// Messages one after the other: class, number, length, and as much of the input as that says.
private func framed(_ bytes: [UInt8]) -> [UInt8] {
    let classes: [UInt8] = [0x01, 0x0D, 0x0A, 0x05, 0x06, 0x28]
    var stream: [UInt8] = []
    var rest = bytes[...]
    while rest.count >= 3 {
        let head = Array(rest.prefix(3))
        rest = rest.dropFirst(3)
        let payload = rest.prefix(Int(head[2]))
        rest = rest.dropFirst(payload.count)
        let body = [classes[Int(head[0]) % classes.count], head[1], UInt8(payload.count), 0] + payload
        let sum = UBXChecksum(of: body.span)
        stream += [0xB5, 0x62] + body + [sum.a, sum.b]
    }
    return stream
}
