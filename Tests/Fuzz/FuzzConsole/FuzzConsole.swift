// SPDX-License-Identifier: Apache-2.0

import Console
import TimeBase

/// Any bytes from a terminal, any answers of a house full of hostile data, any pieces, sizes and pauses: nothing traps,
/// nothing is carried out for whom nobody let in, and no control character of the data reaches the terminal.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var input = Input(bytes)
    var sitting = FuzzedSitting(&input)
    while !input.isEmpty { sitting.step(&input) }
    sitting.finish(bytes)
    return 0
}

/// Octets, one after another.
struct Input {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isEmpty: Bool { place >= bytes.count }

    mutating func next() -> UInt8 {
        defer { place += 1 }
        return place < bytes.count ? bytes[place] : 0
    }

    mutating func some(_ count: Int) -> [UInt8] {
        defer { place = min(place + count, bytes.count) }
        return Array(bytes[min(place, bytes.count)..<min(place + count, bytes.count)])
    }
}
