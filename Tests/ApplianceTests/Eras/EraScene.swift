// SPDX-License-Identifier: Apache-2.0

import NTP
import SimulatedBoard
import Testing
import TimeBase

@testable import Appliance

/// A moment at which some count of seconds or weeks begins anew, and the world around it.
struct EraScene: CustomTestStringConvertible, Sendable {
    var name: String
    var moment: String
    var receiver = ReceiverModel()
    var script: [Scene.Cue] = []

    var testDescription: String { name }

    static let all = [
        EraScene(name: "NTP's era 1", moment: "2036-02-07T06:28:16Z"),
        EraScene(name: "NTP's era 1, by NMEA", moment: "2036-02-07T06:28:16Z", receiver: ReceiverModel(.nmea)),
        EraScene(name: "2³¹ seconds since 1970", moment: "2038-01-19T03:14:08Z"),
        EraScene(name: "GPS week 3072", moment: "2038-11-20T23:59:42Z"),
        EraScene(
            name: "NTP's era 1, by a receiver 1024 weeks behind", moment: "2036-02-07T06:28:16Z",
            script: [.init(at: .zero, .lie(.weeks(-1024)))]),
        EraScene(
            name: "2³¹ seconds since 1970, by a receiver 1024 weeks behind", moment: "2038-01-19T03:14:08Z",
            receiver: ReceiverModel(.nmea), script: [.init(at: .zero, .lie(.weeks(-1024)))]),
    ]

    /// Seconds from the start to the moment, and to the end.
    static let (before, end) = (180, 260)

    /// The program was built years before.
    func world() -> World? {
        guard let utc = UTCInstant(iso8601: moment), let day = CivilDate(iso8601: "2030-01-01"),
            let turn = try? LeapSecondTable.builtIn.tai(utc)
        else { return nil }
        let settings = TimingSettings(leapSeconds: .builtIn, pivot: TimingSettings.pivot(builtOn: day))
        return World(
            start: turn - .seconds(Self.before), script: script, language: receiver, settings: settings)
    }
}

/// A client of what such a world serves, by a clock of its own that is right but for whole seconds.
struct EraClient {
    var association = ClientAssociation(first: MonotonicInstant(sinceEpoch: .zero))
    /// Its clock − truth.
    var clock: Duration
    private var random = SystemRandomNumberGenerator()

    init(clock: Duration) { self.clock = clock }

    /// Asks at `now` and has the answer 400 µs later.
    mutating func ask(_ served: ServedTime, of world: World, at now: MonotonicInstant) -> NTPSample? {
        let (timeline, claim) = served.told(at: now, precision: -24, nil)
        var bytes = [UInt8](repeating: 0, count: 48)
        var span = bytes.mutableSpan
        association.request(into: &span, at: now, using: &random)
        association.sent(stamp(now, world))
        let arrival = Responder.Arrival(
            count: 48, sourcePort: 5, receive: timeline.timestamp(at: now + .microseconds(200)))
        let transmit = timeline.timestamp(at: now + .microseconds(200))
        guard (try? Responder.respond(in: &span, to: arrival, transmit: transmit, claim: claim)) == 48 else {
            return nil
        }
        let arrived = stamp(now + .microseconds(400), world)
        guard case .sample(let sample) = association.hear(bytes.span, count: 48, arrived: arrived) else { return nil }
        return sample
    }

    private func stamp(_ instant: MonotonicInstant, _ world: World) -> LocalStamp {
        let utc = LeapSecondTable.builtIn.utc(world.loop.board.trueTime(at: instant) + clock)
        return LocalStamp(at: instant, shown: NTPTimestamp(utc))
    }
}
