// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

/// A control message on its way from the worker that heard it to the thread that answers.
struct ControlRequest: BitwiseCopyable, Sendable {
    /// The header, as much data as there may be, and a key's digest.
    static let mostOctets = 560

    private var octets = InlineArray<560, UInt8>(repeating: 0)
    private var count = 0
    private(set) var source = IPEndpoint(.anyV6, port: 0)
    private(set) var asked: IPAddress?

    init() {}

    /// Traps where there are more octets than ``mostOctets``.
    mutating func set(_ buffer: Span<UInt8>, _ arrival: DatagramArrival) {
        for index in 0..<arrival.count { octets[index] = buffer[index] }
        (count, source, asked) = (arrival.count, arrival.source, arrival.asked)
    }

    func withOctets<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(octets.span.extracting(0..<count))
    }
}
