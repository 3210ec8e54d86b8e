// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import TimeBase

/// Pulses through the whole timing engine: labelled, gated, modelled, steered.
struct SimulatedPulses {
    /// The engine locks on a receiver that states the time in one sentence a second; then only what each pulse itself
    /// costs is counted.
    func measure() -> Measurement {
        let start = MonotonicInstant(sinceEpoch: .zero)
        let epoch = TAIInstant(sinceEpoch: .seconds(2_000_000_037))
        let settings = TimingSettings(
            leapSeconds: .builtIn, pivot: RolloverPivot(earliest: CivilDate(daysSince1970: 20_000)))
        var clock = VirtualClock(showing: ClockReading(era: 0, shown: epoch), at: start)
        var engine = TimingEngine(settings: settings, showing: epoch, at: start)
        var sentences = [ByteChunk](repeating: ByteChunk(), count: 2200)
        for second in sentences.indices { sentences[second] = Self.sentence(of: epoch + .seconds(second)) }
        var counted: UInt64 = 0
        _ = engine.handle(TimingEvent(at: start, .receiverOpened))
        for second in sentences.indices {
            let now = start + .seconds(second)
            let edge = TimingEvent(at: now, .pulse(PulseEdge(reading: clock.mapping.reading(at: now))))
            let measured = count("", times: 1) { _ in
                if let correction = engine.handle(edge) { engine.applied(clock.apply(correction, at: now)) }
            }
            if second >= 200 { counted += measured.allocations }
            _ = engine.handle(TimingEvent(at: now + .milliseconds(100), .bytes(sentences[second])))
            _ = engine.handle(TimingEvent(at: now + .milliseconds(600), .tick))
        }
        precondition(engine.state.phase == .locked)
        return Measurement(what: "pulses", allocations: counted, times: sentences.count - 200)
    }

    /// An RMC sentence of that second.
    private static func sentence(of instant: TAIInstant) -> ByteChunk {
        let utc = LeapSecondTable.builtIn.utc(instant)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hour, minute, second) = utc.clockFace
        let clock = two(hour) + two(minute) + two(second)
        let date = two(utc.date.day) + two(utc.date.month) + two(utc.date.year % 100)
        let text = "GNRMC,\(clock).00,A,4807.038,N,01131.000,E,0.0,0.0,\(date),,,A"
        let sum = text.utf8.reduce(0, ^)
        let hex = String(sum, radix: 16, uppercase: true)
        return ByteChunk(Array("$\(text)*\(hex.count < 2 ? "0" : "")\(hex)\r\n".utf8))
    }
}
