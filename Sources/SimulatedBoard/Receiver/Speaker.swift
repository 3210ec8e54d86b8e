// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// Puts a second's report into the receiver's language, in the order of a real receiver.
struct Speaker: Sendable {
    let model: ReceiverModel
    let sawtooth: Sawtooth
    private var sky: SimulatedSky
    private var hasGreeted = false
    /// What was last said of its health.
    private var told: Report.Health?

    init(_ scene: Scene, sawtooth: Sawtooth) {
        model = scene.receiver
        self.sawtooth = sawtooth
        sky = SimulatedSky(scene)
    }

    /// After a power cut it introduces itself again.
    mutating func restart() { (hasGreeted, told) = (false, nil) }

    /// `pulse`: the true second that the next pulse marks.
    mutating func speak(_ report: Report, before pulse: Int64, into bytes: inout [UInt8]) {
        let tracked = report.hasAntenna ? report.secondsOfSky * 4 : 0
        let second = GPSInstant(TAIInstant(sinceEpoch: .seconds(pulse - 1))).sinceEpoch.wholeSeconds
        let satellites = sky.satellites(at: second, tracked: tracked, hasFix: report.fix != .none)
        switch model.language {
        case .nmea: speakNMEA(report, satellites, into: &bytes)
        case .ubx: speakUBX(report, satellites, pulse: pulse, into: &bytes)
        }
        hasGreeted = true
    }

    private func speakNMEA(_ report: Report, _ satellites: [Satellite], into bytes: inout [UInt8]) {
        var speaker = NMEASpeaker(model: model, report: report, appendingTo: bytes)
        if !hasGreeted { speaker.greet() }
        speaker.say(satellites)
        bytes = speaker.bytes
    }

    private mutating func speakUBX(_ report: Report, _ satellites: [Satellite], pulse: Int64, into bytes: inout [UInt8])
    {
        let speaker = UBXSpeaker(model: model, report: report)
        if !hasGreeted { speaker.greet(into: &bytes) }
        speaker.announcePulse(missingBy: sawtooth.error(ofSecond: pulse), into: &bytes)
        speaker.say(satellites, into: &bytes)
        guard pulse % 10 == 0 || report.health != told else { return }
        speaker.sayHealth(into: &bytes)
        told = report.health
    }
}
