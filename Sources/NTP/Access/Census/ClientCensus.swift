// SPDX-License-Identifier: Apache-2.0

/// How many different clients there were in the last minute, hour and day, in constant memory: 36 sketches.
///
/// Workers keep a ``ClientSketch`` of ten seconds each and hand it over with the number of these ten seconds, as often
/// as they like: what is merged twice counts once. Each span is made of parts, the one that has begun among them: a
/// minute of 6 times ten seconds, an hour of 6 times ten minutes, a day of 24 hours. So it covers the span less at
/// most one part.
public struct ClientCensus: Sendable {
    public enum Span: CaseIterable, Sendable {
        case minute, hour, day

        /// In sketches of ten seconds.
        fileprivate var part: Int64 {
            switch self {
            case .minute: 1
            case .hour: 60
            case .day: 360
            }
        }

        fileprivate var parts: Int { self == .day ? 24 : 6 }
    }

    /// The number of the ten seconds that a moment lies in.
    /// - Parameter nanoseconds: of the monotonic clock.
    public static func slice(at nanoseconds: Int64) -> Int64 { nanoseconds / 10_000_000_000 }

    /// The latest parts of one span, each in the place of its number modulo their count.
    private struct Ring: Sendable {
        let span: Span
        var numbers: [Int64]
        var sketches: [ClientSketch]

        init(_ span: Span) {
            self.span = span
            numbers = [Int64](repeating: -1, count: span.parts)
            sketches = [ClientSketch](repeating: ClientSketch(), count: span.parts)
        }

        mutating func merge(_ sketch: ClientSketch, at slice: Int64) {
            let number = slice / span.part
            let place = Int(number % Int64(span.parts))
            // Too late for it.
            guard number >= numbers[place] else { return }
            if number > numbers[place] {
                numbers[place] = number
                sketches[place] = ClientSketch()
            }
            sketches[place].merge(sketch)
        }

        func all(at slice: Int64) -> ClientSketch {
            let number = slice / span.part
            var all = ClientSketch()
            for place in numbers.indices
            where numbers[place] <= number && number - numbers[place] < Int64(span.parts) {
                all.merge(sketches[place])
            }
            return all
        }
    }

    private var rings = Span.allCases.map { Ring($0) }

    public init() {}

    /// Takes in whom a worker has seen in the ten seconds of that number.
    public mutating func merge(_ sketch: ClientSketch, at slice: Int64) {
        guard slice >= 0, !sketch.isEmpty else { return }
        for index in rings.indices { rings[index].merge(sketch, at: slice) }
    }

    /// How many different clients there were within the span that ends now, with a standard error of 1.6 %.
    /// - Parameter slice: the number of the ten seconds it is now.
    public func clients(in span: Span, at slice: Int64) -> Int {
        guard let ring = rings.first(where: { $0.span == span }) else { return 0 }
        return Int(ring.all(at: slice).estimate.rounded())
    }
}
