// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import TimeBase

/// What the timing thread and the serving threads write for those who listen, while somebody does.
struct TapWrites {
    func measure() -> Measurement {
        let taps = Taps()
        var (line, pulse, request) = (taps.line.enter(), taps.pulse.enter(), taps.request.enter())
        let start = MonotonicInstant(sinceEpoch: .zero)
        let chunk = ByteChunk((0..<128).map { UInt8($0) })
        let edge = PulseEdge(reading: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000))))
        let (relation, source) = (UTCRelation(taiMinusUTC: 37), IPEndpoint(.loopbackV4, port: 40_000))
        let result = count("writes for listeners", times: 300_000) { index in
            let now = start + .microseconds(index)
            switch index % 3 {
            case 0: taps.line.note { TappedLine(at: now, .bytes(chunk)) }
            case 1: taps.pulse.note { TappedPulse(at: now, edge: edge, marks: edge.reading.shown, utc: relation) }
            default:
                taps.request.note { TappedRequest(at: now, source: source, version: 4, mode: 3, refusal: nil) }
            }
        }
        precondition(
            taps.line.read(&line) != nil && taps.pulse.read(&pulse) != nil && taps.request.read(&request) != nil)
        return result
    }
}
