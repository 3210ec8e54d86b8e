// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Finds NMEA sentences and UBX frames in a receiver's byte stream, in whatever pieces it comes and whatever lies
/// between them.
///
/// It holds the bytes of one candidate until they prove to be a frame or not. When they do not, only the first byte
/// (for a sentence: the text up to the offending byte) is given up and the rest is looked at again, so that a true
/// frame within a false one is found. Storage is allocated once, in `init`; nothing afterwards allocates, unless
/// the scanner is copied: keep one, and pass it `inout`.
public struct FrameScanner: Sendable {
    /// Limits, in bytes.
    public struct Limits: Hashable, Sendable {
        /// The longest UBX payload believed; a header announcing more is garbage. A false header holds the stream
        /// back for as many bytes as it announces, so a large limit costs delay on a noisy line.
        public var ubxPayload: Int
        /// The longest sentence believed, start sign and line end included. NMEA 0183 allows 82; makers do not.
        public var nmeaSentence: Int
        /// Whether RTCM 3 frames are recognised (and skipped), or are garbage.
        public var recognisesRTCM: Bool

        public init(ubxPayload: Int = 4096, nmeaSentence: Int = 512, recognisesRTCM: Bool = true) {
            (self.ubxPayload, self.nmeaSentence) = (ubxPayload, nmeaSentence)
            self.recognisesRTCM = recognisesRTCM
        }
    }

    public let limits: Limits
    public internal(set) var counters = FrameCounters()

    /// The window of bytes not yet decided is `storage[start..<end]`.
    var storage: [UInt8]
    var start = 0
    var end = 0
    /// The window must hold this many bytes before another look at it is worthwhile.
    var needed = 1
    /// How much of the window a sentence candidate has been searched for its end.
    var searched = 0
    /// The window is a sentence in the making: it is also worth a look once a byte comes that is none of its text.
    var awaitsTextEnd = false
    var arrivals = ArrivalMarks()

    /// Limits out of 1...65535 trap.
    public init(limits: Limits = Limits()) {
        precondition((1...65_535).contains(limits.ubxPayload) && (1...65_535).contains(limits.nmeaSentence))
        self.limits = limits
        let longest = max(limits.ubxPayload + UBXFraming.overhead, limits.nmeaSentence, RTCM3.longest)
        storage = [UInt8](repeating: 0, count: longest + 1)
    }

    /// Bytes taken in and not yet decided.
    public var pendingCount: Int { end - start }

    /// Takes bytes that arrived together; `arrival` is when the first of them did, never before that of an earlier
    /// call. `receiver` gets the frames that they complete, in the stream's order.
    public mutating func push<Receiver: FrameReceiver>(
        _ bytes: Span<UInt8>, at arrival: MonotonicInstant, to receiver: inout Receiver
    ) {
        note(arrival)
        var index = 0
        while index < bytes.count {
            if take(bytes, from: &index) { deliver(to: &receiver) }
        }
    }

    /// As ``push(_:at:to:)``, for a caller that has a closure rather than a receiver.
    public mutating func push(
        _ bytes: Span<UInt8>, at arrival: MonotonicInstant, _ emit: (Frame, Span<UInt8>) -> Void
    ) {
        note(arrival)
        var index = 0
        while index < bytes.count {
            guard take(bytes, from: &index) else { continue }
            while let found = next() { emit(found.frame, storage.span.extracting(found.content)) }
        }
    }

    /// As ``push(_:at:to:)``, one byte.
    public mutating func push<Receiver: FrameReceiver>(
        _ byte: UInt8, at arrival: MonotonicInstant, to receiver: inout Receiver
    ) {
        let one: InlineArray<1, UInt8> = [byte]
        push(one.span, at: arrival, to: &receiver)
    }

    /// As ``push(_:at:to:)``, one byte to a closure.
    public mutating func push(_ byte: UInt8, at arrival: MonotonicInstant, _ emit: (Frame, Span<UInt8>) -> Void) {
        let one: InlineArray<1, UInt8> = [byte]
        push(one.span, at: arrival, emit)
    }

    /// The stream has ended or broken off: gives up what is incomplete, and hands on the whole frames within it.
    public mutating func finish<Receiver: FrameReceiver>(to receiver: inout Receiver) {
        while pendingCount > 0 {
            discard(1)
            deliver(to: &receiver)
        }
    }

    /// As ``finish(to:)``, for a caller that has a closure rather than a receiver.
    public mutating func finish(_ emit: (Frame, Span<UInt8>) -> Void) {
        while pendingCount > 0 {
            discard(1)
            while let found = next() { emit(found.frame, storage.span.extracting(found.content)) }
        }
    }

    private mutating func note(_ arrival: MonotonicInstant) {
        arrivals.note(offset: counters.bytes, arrival: arrival, oldest: counters.bytes &- UInt64(pendingCount))
    }

    private mutating func deliver<Receiver: FrameReceiver>(to receiver: inout Receiver) {
        while let found = next() { receiver.receive(found.frame, storage.span.extracting(found.content)) }
    }
}
