// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import SimulatedBoard
import TimeBase

/// 2026-09-21 14:13:20 TAI and a half: off the second, as a start is.
let someStart = TAIInstant(sinceEpoch: .seconds(1_790_000_000) + .milliseconds(500))
let presentUTC = UTCRelation(taiMinusUTC: 37)

func scene(seed: UInt64 = 1, _ change: (inout Scene) -> Void = { _ in }) -> Scene {
    var scene = Scene(seed: seed, start: someStart, utc: presentUTC)
    change(&scene)
    return scene
}

func instant(_ seconds: Double) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .realSeconds(seconds)) }

extension SimulatedBoard {
    /// Everything up to `seconds` after the start, ticks left out.
    func events(until seconds: Double) -> [TimingEvent] {
        var events: [TimingEvent] = []
        while true {
            let event = nextEvent(before: instant(seconds))
            if case .tick = event.kind { return events }
            events.append(event)
        }
    }
}

extension [TimingEvent] {
    var pulses: [TimingEvent] {
        filter { if case .pulse = $0.kind { true } else { false } }
    }

    var bytes: [UInt8] {
        var all: [UInt8] = []
        for case .bytes(let chunk) in map(\.kind) { for index in 0..<chunk.count { all.append(chunk[index]) } }
        return all
    }

    /// What a decoder makes of the receiver's bytes.
    var heard: [Heard] {
        var decoder = ReceiverDecoder()
        var all: [Heard] = []
        for event in self {
            guard case .bytes(let chunk) = event.kind else { continue }
            chunk.withBytes { bytes in decoder.decode(bytes, at: event.at) { all.append($0) } }
        }
        decoder.finish { all.append($0) }
        return all
    }

    var epochs: [Epoch] {
        heard.compactMap { if case .epoch(let epoch) = $0 { epoch } else { nil } }
    }

    var announcements: [PulseAnnouncement] {
        heard.compactMap { if case .pulse(let pulse) = $0 { pulse } else { nil } }
    }

    /// FNV-1a over all that is heard and when.
    var digest: UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ value: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) {
                hash = (hash ^ (value >> UInt64(shift) & 255)) &* 0x100_0000_01b3
            }
        }
        for event in self {
            mix(UInt64(truncatingIfNeeded: event.at.sinceEpoch.attoseconds))
            switch event.kind {
            case .bytes(let chunk): for index in 0..<chunk.count { mix(UInt64(chunk[index])) }
            case .pulse(let edge): mix(UInt64(truncatingIfNeeded: edge.reading.shown.sinceEpoch.attoseconds))
            case .receiverOpened: mix(1)
            case .receiverLost(let fault): mix(2 + UInt64(fault.rawValue))
            case .temperature(let celsius): mix(celsius.bitPattern)
            case .tick, .command, .clockStepped, .compared, .upstream: mix(0)
            }
        }
        return hash
    }
}

func rms(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
}
