// SPDX-License-Identifier: Apache-2.0

import Appliance
import Synchronization

extension CommandHandler {
    /// What is heard, as it comes in.
    static let streams: [CommandHandler] = [
        .lasting("stream") { call, _, means in
            let taps = means.view.taps
            return switch call["what"] {
            case "ubx": reports(of: taps.ubx()) { UBXReport($0) }
            case "pulses": reports(of: taps.pulses()) { PulseReport($0) }
            case "requests": reports(of: taps.requests()) { RequestReport($0) }
            default: reports(of: taps.nmea()) { SentenceReport($0) }
            }
        }
    ]

    /// Pulled one by one, so that the stream of taps is the only thing that waits, and counts what is missed.
    private static func reports<Value: Sendable>(
        of taps: AsyncStream<Tapped<Value>>, _ report: @escaping @Sendable (Value) -> any CommandReport
    ) -> AsyncThrowingStream<any CommandReport, any Error> {
        let source = TapIterator(taps)
        return AsyncThrowingStream {
            switch await source.next() {
            case .heard(let value): report(value)
            case .missed(let count): MissedReport(count)
            case nil: nil
            }
        }
    }
}

/// A stream's values, one reader at a time: the reader is the stream that is made of it.
private final class TapIterator<Value: Sendable>: @unchecked Sendable {
    private var iterator: AsyncStream<Tapped<Value>>.Iterator

    init(_ stream: AsyncStream<Tapped<Value>>) { iterator = stream.makeAsyncIterator() }

    func next() async -> Tapped<Value>? { await iterator.next(isolation: nil) }
}
