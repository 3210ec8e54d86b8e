// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Takes fields off a recording, and knows where it is.
struct FlightReader {
    let input: [UInt8]
    var offset: Int

    func fault(_ reason: String) -> FlightFault { FlightFault(offset: offset, reason: reason) }

    mutating func take<Value: FixedWidthInteger>(_ type: Value.Type) throws(FlightFault) -> Value {
        let width = Value.bitWidth / 8
        guard input.count - offset >= width else { throw fault("it ends within an entry") }
        var value: Value = 0
        for index in (0..<width).reversed() { value = value << 8 | Value(truncatingIfNeeded: input[offset + index]) }
        offset += width
        return value
    }

    mutating func take(_ count: Int) throws(FlightFault) -> ArraySlice<UInt8> {
        guard input.count - offset >= count else { throw fault("it ends within an entry") }
        defer { offset += count }
        return input[offset..<(offset + count)]
    }

    /// A thousand years: no arithmetic on what is read can overflow.
    private static let longest: Int128 = 31_557_600_000 * 1_000_000_000_000_000_000

    mutating func duration() throws(FlightFault) -> Duration {
        let attoseconds = try take(Int128.self)
        guard attoseconds.magnitude <= Self.longest.magnitude else { throw fault("no such time") }
        return Duration(attoseconds: attoseconds)
    }

    mutating func instant() throws(FlightFault) -> MonotonicInstant { MonotonicInstant(sinceEpoch: try duration()) }

    mutating func frequency() throws(FlightFault) -> Double {
        let frequency = Double(bitPattern: try take(UInt64.self))
        guard frequency.magnitude < 1 else { throw fault("no such frequency") }
        return frequency
    }

    mutating func temperature() throws(FlightFault) -> Double {
        let celsius = Double(bitPattern: try take(UInt64.self))
        guard (-273.15...1000).contains(celsius) else { throw fault("no such temperature") }
        return celsius
    }

    mutating func correction() throws(FlightFault) -> ClockCorrection {
        let frequency = try frequency()
        return ClockCorrection(frequency: frequency, step: try duration())
    }
}
