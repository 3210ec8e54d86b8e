// SPDX-License-Identifier: Apache-2.0

public import GNSS
public import TimeBase

/// `gnomon lab decode`: a receiver's recorded bytes as one JSON object for each epoch, in order.
public struct DecodeCapture {
    private var decoder: ReceiverDecoder
    private let format: EpochLine

    /// - Parameters:
    ///   - pivot: the day before which no date can be; dates that are earlier are lifted by 1024 weeks. A week's
    ///     grace is given, since a capture may begin before the day it is known for. `nil`: dates stay as stated.
    ///   - leapSeconds: for receivers that state GPS time and say nothing of UTC.
    public init(pivot: CivilDate? = nil, leapSeconds: LeapSecondTable = .builtIn) {
        let earliest = pivot.map { CivilDate(daysSince1970: $0.daysSince1970 - 7) }
        decoder = ReceiverDecoder(options: .init(pivot: earliest.map(RolloverPivot.init(earliest:))))
        format = EpochLine(leapSeconds: leapSeconds)
    }

    public var counters: (frames: FrameCounters, epochs: EpochAssembler.Counters) {
        (decoder.frameCounters, decoder.epochCounters)
    }

    /// Takes the next bytes of the capture; `emit` gets a line, without its end, for each epoch that they complete.
    public mutating func decode(_ bytes: Span<UInt8>, _ emit: (String) -> Void) {
        let format = format
        decoder.decode(bytes, at: MonotonicInstant(sinceEpoch: .zero)) { heard in
            if case .epoch(let epoch) = heard { emit(format.text(of: epoch)) }
        }
    }

    /// The capture is at its end.
    public mutating func finish(_ emit: (String) -> Void) {
        let format = format
        decoder.finish { heard in
            if case .epoch(let epoch) = heard { emit(format.text(of: epoch)) }
        }
    }

    /// A whole capture at once.
    public static func lines(_ capture: [UInt8], pivot: CivilDate? = nil) -> [String] {
        var decode = DecodeCapture(pivot: pivot)
        var lines: [String] = []
        decode.decode(capture.span) { lines.append($0) }
        decode.finish { lines.append($0) }
        return lines
    }
}
