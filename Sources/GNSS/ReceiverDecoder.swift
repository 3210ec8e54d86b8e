// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A receiver's bytes in, epochs and announcements out: the scanner, the two languages, and the assembler in one.
///
/// Memory is fixed, and nothing allocates after `init`. Keep one for each port, and pass it `inout`.
public struct ReceiverDecoder: Sendable {
    /// Sentences by what became of them.
    public struct NMEACounters: Hashable, Sendable, BitwiseCopyable {
        public var read: UInt64 = 0
        /// Of a type that is of no use here.
        public var unknown: UInt64 = 0
        public var malformed: UInt64 = 0
        /// Without a checksum, from a receiver that sends them: cut short, hence not looked at.
        public var unchecked: UInt64 = 0

        public init() {}
    }

    private var scanner: FrameScanner
    private var reader: MessageReader

    public init(options: EpochAssembler.Options = .init(), limits: FrameScanner.Limits = .init()) {
        scanner = FrameScanner(limits: limits)
        reader = MessageReader(assembler: EpochAssembler(options: options))
    }

    public var frameCounters: FrameCounters { scanner.counters }
    public var nmeaCounters: NMEACounters { reader.nmea }
    public var ubxCounters: UBXDecoder.Counters { reader.ubx.counters }
    public var epochCounters: EpochAssembler.Counters { reader.assembler.counters }

    /// Takes bytes that arrived together, the first of them at `arrival`; `emit` gets what they complete, in order.
    public mutating func decode(_ bytes: Span<UInt8>, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        reader.assembler.noteBytes(at: arrival)
        Self.decode(bytes, at: arrival, by: &scanner, for: &reader, emit)
    }

    /// From now on no date can be before this pivot: raise it as time becomes known.
    public mutating func setPivot(_ pivot: RolloverPivot?) { reader.assembler.setPivot(pivot) }

    /// Nothing has come up to `now`: completes an epoch after which there is silence. Call it on every tick.
    public mutating func idle(at now: MonotonicInstant, _ emit: (Heard) -> Void) {
        reader.assembler.idle(at: now, emit)
    }

    /// The stream has ended or broken off. What comes next is taken as a new stream; counters go on.
    public mutating func finish(_ emit: (Heard) -> Void) {
        Self.finish(&scanner, for: &reader, emit)
        reader.assembler.finish(emit)
    }

    // Scanner and reader are passed apart: while the one lends its bytes, the other changes.

    private static func decode(
        _ bytes: Span<UInt8>, at arrival: MonotonicInstant, by scanner: inout FrameScanner,
        for reader: inout MessageReader, _ emit: (Heard) -> Void
    ) {
        scanner.push(bytes, at: arrival) { reader.take($0, $1, emit) }
    }

    private static func finish(
        _ scanner: inout FrameScanner, for reader: inout MessageReader, _ emit: (Heard) -> Void
    ) {
        scanner.finish { reader.take($0, $1, emit) }
    }
}

/// Reads frames and hands what they say to the assembler.
struct MessageReader: Sendable {
    var nmea = ReceiverDecoder.NMEACounters()
    var ubx = UBXDecoder()
    var assembler: EpochAssembler
    private var sendsChecksums = false

    init(assembler: EpochAssembler) { self.assembler = assembler }

    mutating func take(_ frame: Frame, _ content: Span<UInt8>, _ emit: (Heard) -> Void) {
        switch frame.kind {
        case .nmea(let checksum):
            sendsChecksums = sendsChecksums || checksum == .matches
            if checksum == .absent && sendsChecksums {
                nmea.unchecked &+= 1
            } else {
                takeSentence(content, at: frame.arrival, emit)
            }
        case .ubx(let id): takeMessage(id, content, at: frame.arrival, emit)
        }
    }

    private mutating func takeSentence(
        _ content: Span<UInt8>, at arrival: MonotonicInstant, _ emit: (Heard) -> Void
    ) {
        switch NMEA.read(content) {
        case .sentence(let sentence, let talker):
            nmea.read &+= 1
            assembler.take(sentence, by: talker, at: arrival, emit)
        case .unknown: nmea.unknown &+= 1
        case .malformed: nmea.malformed &+= 1
        }
    }

    private mutating func takeMessage(
        _ id: UBXMessageID, _ payload: Span<UInt8>, at arrival: MonotonicInstant, _ emit: (Heard) -> Void
    ) {
        guard let message = ubx.decode(id, payload) else { return }
        if id == HighRatePVT.id { return assembler.takeHighRate(payload, at: arrival, emit) }
        if case .other = message, id.beginsWithTimeOfWeek, payload.count >= 4 {
            let time: UInt32 = payload.field(0)
            return assembler.takeUnread(id, timeOfWeek: Int(time), at: arrival, emit)
        }
        assembler.take(message, id: id, at: arrival, emit)
    }
}

extension UBXMessageID {
    /// NAV-POSECEF, POSLLH, VELECEF and VELNED: not read, but they begin with the time of week of their epoch.
    fileprivate var beginsWithTimeOfWeek: Bool {
        messageClass == 0x01 && (number == 0x01 || number == 0x02 || number == 0x11 || number == 0x12)
    }
}
