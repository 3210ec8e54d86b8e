// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// How a flight recording is written: for each entry a kind byte, for an event its monotonic instant, and the kind's own
/// fields, all little-endian. Nothing is rounded, so that a replay takes the same decisions bit for bit.
public enum FlightCodec {
    /// What a recording begins with; the number is the format's version.
    public static let magic: [UInt8] = Array("GNOMON-FLIGHT-1\n".utf8)

    private enum Tag: UInt8 {
        case tick, receiverOpened, receiverLost, bytes, pulse, command, clockStepped, compared
        case began, applied, followerApplied
        case temperature, remembered
        case upstream
    }

    /// Appends one entry.
    public static func encode(_ entry: FlightEntry, into output: inout [UInt8]) {
        switch entry {
        case .began(let start):
            begin(.began, start.at, &output)
            append(start.shown.sinceEpoch.attoseconds, to: &output)
            append(start.frequency.bitPattern, to: &output)
            append(start.pivot, to: &output)
        case .remembered(let value):
            output.append(Tag.remembered.rawValue)
            append(value.bitPattern, to: &output)
        case .event(let event): encode(event, into: &output)
        case .applied(let correction):
            output.append(Tag.applied.rawValue)
            append(correction, to: &output)
        case .followerApplied(let order):
            output.append(Tag.followerApplied.rawValue)
            output.append(order.follower)
            append(order.correction, to: &output)
        }
    }

    private static func append(_ correction: ClockCorrection, to output: inout [UInt8]) {
        append(correction.frequency.bitPattern, to: &output)
        append(correction.step.attoseconds, to: &output)
    }

    private static func encode(_ event: TimingEvent, into output: inout [UInt8]) {
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
        case .temperature(let celsius):
            begin(.temperature, event.at, &output)
            append(celsius.bitPattern, to: &output)
        case .upstream(let reading):
            begin(.upstream, event.at, &output)
            append(reading, to: &output)
        }
    }

    private static func begin(_ tag: Tag, _ at: MonotonicInstant, _ output: inout [UInt8]) {
        output.append(tag.rawValue)
        append(at.sinceEpoch.attoseconds, to: &output)
    }

    static func append<Value: FixedWidthInteger>(_ value: Value, to output: inout [UInt8]) {
        for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
            output.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }

    /// Takes the next entry; `nil` at the end of the recording.
    /// - Throws: ``FlightFault`` with the offset at which the recording cannot be read. A recording that was cut off
    ///   by a crash ends so.
    public static func decode(_ input: [UInt8], at offset: inout Int) throws(FlightFault) -> FlightEntry? {
        guard offset < input.count else { return nil }
        var reader = FlightReader(input: input, offset: offset)
        guard let tag = Tag(rawValue: try reader.take(UInt8.self)) else { throw reader.fault("no such kind of entry") }
        let entry = try entry(tag, &reader)
        offset = reader.offset
        return entry
    }

    private static func entry(_ tag: Tag, _ reader: inout FlightReader) throws(FlightFault) -> FlightEntry {
        switch tag {
        case .applied: return .applied(try reader.correction())
        case .followerApplied:
            let follower = try reader.take(UInt8.self)
            guard follower < TimingEngine.mostFollowers else { throw reader.fault("no such follower") }
            return .followerApplied(FollowerOrder(follower: follower, correction: try reader.correction()))
        case .remembered: return .remembered(Double(bitPattern: try reader.take(UInt64.self)))
        case .began:
            let (at, shown) = (try reader.instant(), TAIInstant(sinceEpoch: try reader.duration()))
            let frequency = try reader.frequency()
            return .began(
                FlightStart(at: at, shown: shown, frequency: frequency, pivot: try reader.take(Int32.self)))
        default:
            let at = try reader.instant()
            return .event(TimingEvent(at: at, try kind(tag, &reader)))
        }
    }

    private static func kind(_ tag: Tag, _ reader: inout FlightReader) throws(FlightFault) -> TimingEvent.Kind {
        switch tag {
        case .tick: return .tick
        case .receiverOpened: return .receiverOpened
        case .receiverLost:
            guard let fault = PortFault(rawValue: try reader.take(UInt8.self)) else {
                throw reader.fault("no such fault")
            }
            return .receiverLost(fault)
        case .bytes:
            let count = Int(try reader.take(UInt8.self))
            guard count <= ByteChunk.capacity else { throw reader.fault("more bytes than a chunk holds") }
            return .bytes(ByteChunk(try reader.take(count)))
        case .clockStepped:
            let era = try reader.take(UInt32.self)
            return .clockStepped(ClockStep(era: era, change: try reader.duration()))
        case .compared:
            let (follower, era) = (try reader.take(UInt8.self), try reader.take(UInt32.self))
            let offset = try reader.duration()
            let uncertainty = try reader.duration()
            return .compared(
                ClockComparison(follower: follower, era: era, offset: offset, uncertainty: uncertainty))
        case .pulse:
            let era = try reader.take(UInt32.self)
            let shown = TAIInstant(sinceEpoch: try reader.duration())
            let uncertainty = try reader.duration()
            return .pulse(PulseEdge(reading: ClockReading(era: era, shown: shown), uncertainty: uncertainty))
        case .command:
            guard let command = OperatorCommand(rawValue: try reader.take(UInt8.self)) else {
                throw reader.fault("no such command")
            }
            return .command(command)
        case .temperature: return .temperature(try reader.temperature())
        case .upstream: return .upstream(try reader.upstream())
        case .began, .remembered, .applied, .followerApplied: throw reader.fault("not an event")
        }
    }
}

/// Why a flight recording cannot be read on, and where.
public struct FlightFault: Error, Equatable, CustomStringConvertible {
    public let offset: Int
    public let reason: String

    public var description: String { "flight recording, byte \(offset): \(reason)" }
}
