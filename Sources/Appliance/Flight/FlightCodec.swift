// SPDX-License-Identifier: Apache-2.0

public import Board
import TimeBase

/// How a flight recording writes the timing loop's events: a kind byte, the monotonic instant, and the kind's own
/// fields, all little-endian. Nothing is rounded, so that a replay takes the same decisions bit for bit.
public enum FlightCodec {
    /// What a recording begins with; the number is the format's version.
    public static let magic: [UInt8] = Array("GNOMON-FLIGHT-1\n".utf8)

    private enum Tag: UInt8 {
        case tick, receiverOpened, receiverLost, bytes, pulse, command, clockStepped, compared
    }

    /// Appends one event.
    public static func encode(_ event: TimingEvent, into output: inout [UInt8]) {
        switch event.kind {
        case .tick: begin(.tick, event.at, &output)
        case .receiverOpened: begin(.receiverOpened, event.at, &output)
        case .receiverLost(let fault):
            begin(.receiverLost, event.at, &output)
            output.append(fault.rawValue)
        case .bytes(let chunk):
            begin(.bytes, event.at, &output)
            output.append(UInt8(chunk.count))
            for index in 0..<chunk.count { output.append(chunk[index]) }
        case .pulse(let edge):
            begin(.pulse, event.at, &output)
            append(edge.reading.era, to: &output)
            append(edge.reading.shown.sinceEpoch.attoseconds, to: &output)
            append(edge.uncertainty.attoseconds, to: &output)
        case .clockStepped(let step):
            begin(.clockStepped, event.at, &output)
            append(step.era, to: &output)
            append(step.change.attoseconds, to: &output)
        case .compared(let comparison):
            begin(.compared, event.at, &output)
            output.append(comparison.follower)
            append(comparison.era, to: &output)
            append(comparison.offset.attoseconds, to: &output)
            append(comparison.uncertainty.attoseconds, to: &output)
        case .command(let command):
            begin(.command, event.at, &output)
            output.append(command.rawValue)
        }
    }

    private static func begin(_ tag: Tag, _ at: MonotonicInstant, _ output: inout [UInt8]) {
        output.append(tag.rawValue)
        append(at.sinceEpoch.attoseconds, to: &output)
    }

    private static func append<Value: FixedWidthInteger>(_ value: Value, to output: inout [UInt8]) {
        for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
            output.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }

    /// Takes the next event; `nil` at the end of the recording.
    /// - Throws: ``FlightFault`` with the offset at which the recording cannot be read. A recording that was cut off
    ///   by a crash ends so.
    public static func decode(_ input: [UInt8], at offset: inout Int) throws(FlightFault) -> TimingEvent? {
        guard offset < input.count else { return nil }
        var reader = Reader(input: input, offset: offset)
        guard let tag = Tag(rawValue: try reader.take(UInt8.self)) else { throw reader.fault("no such kind of event") }
        let at = MonotonicInstant(sinceEpoch: Duration(attoseconds: try reader.take(Int128.self)))
        let kind = try kind(tag, &reader)
        offset = reader.offset
        return TimingEvent(at: at, kind)
    }

    private static func kind(_ tag: Tag, _ reader: inout Reader) throws(FlightFault) -> TimingEvent.Kind {
        switch tag {
        case .tick: return .tick
        case .receiverOpened: return .receiverOpened
        case .receiverLost:
            guard let fault = PortFault(rawValue: try reader.take(UInt8.self)) else { throw reader.fault("no such fault") }
            return .receiverLost(fault)
        case .bytes:
            let count = Int(try reader.take(UInt8.self))
            guard count <= ByteChunk.capacity else { throw reader.fault("more bytes than a chunk holds") }
            return .bytes(ByteChunk(try reader.take(count)))
        case .clockStepped:
            let era = try reader.take(UInt32.self)
            return .clockStepped(ClockStep(era: era, change: Duration(attoseconds: try reader.take(Int128.self))))
        case .compared:
            let (follower, era) = (try reader.take(UInt8.self), try reader.take(UInt32.self))
            let offset = Duration(attoseconds: try reader.take(Int128.self))
            let uncertainty = Duration(attoseconds: try reader.take(Int128.self))
            return .compared(
                ClockComparison(follower: follower, era: era, offset: offset, uncertainty: uncertainty))
        case .pulse:
            let era = try reader.take(UInt32.self)
            let shown = TAIInstant(sinceEpoch: Duration(attoseconds: try reader.take(Int128.self)))
            let uncertainty = Duration(attoseconds: try reader.take(Int128.self))
            return .pulse(PulseEdge(reading: ClockReading(era: era, shown: shown), uncertainty: uncertainty))
        case .command:
            guard let command = OperatorCommand(rawValue: try reader.take(UInt8.self)) else {
                throw reader.fault("no such command")
            }
            return .command(command)
        }
    }

    private struct Reader {
        let input: [UInt8]
        var offset: Int

        func fault(_ reason: String) -> FlightFault { FlightFault(offset: offset, reason: reason) }

        mutating func take<Value: FixedWidthInteger>(_ type: Value.Type) throws(FlightFault) -> Value {
            let width = Value.bitWidth / 8
            guard input.count - offset >= width else { throw fault("it ends within an event") }
            var value: Value = 0
            for index in (0..<width).reversed() { value = value << 8 | Value(truncatingIfNeeded: input[offset + index]) }
            offset += width
            return value
        }

        mutating func take(_ count: Int) throws(FlightFault) -> ArraySlice<UInt8> {
            guard input.count - offset >= count else { throw fault("it ends within an event") }
            defer { offset += count }
            return input[offset..<(offset + count)]
        }
    }
}

/// Why a flight recording cannot be read on, and where.
public struct FlightFault: Error, Equatable, CustomStringConvertible {
    public let offset: Int
    public let reason: String

    public var description: String { "flight recording, byte \(offset): \(reason)" }
}
