// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A simulated world before it begins: the same scene always makes the same events.
public struct Scene: Sendable {
    /// Something to happen at a time after the start.
    public struct Cue: Sendable, Equatable {
        /// After the start, not negative.
        public var at: Duration
        public var command: SceneCommand

        public init(at: Duration, _ command: SceneCommand) {
            (self.at, self.command) = (at, command)
        }
    }

    public var seed: UInt64
    /// The true time at which the world begins.
    public var start: TAIInstant
    /// The truth about UTC, which the receiver knows from the sky.
    public var utc: UTCRelation
    /// Our clock − true time at the start: positive, it begins ahead.
    public var initialOffset = Duration.zero
    public var oscillator = OscillatorModel()
    /// `nil`: there is no thermometer.
    public var thermometer: ThermometerModel?
    public var pulse = PulseModel()
    public var receiver = ReceiverModel()
    /// In any order; cues of the same moment happen in the order given.
    public var script: [Cue] = []

    /// A perfect oscillator that begins right, a good pulse, and a receiver that speaks UBX.
    public init(seed: UInt64, start: TAIInstant, utc: UTCRelation) {
        (self.seed, self.start, self.utc) = (seed, start, utc)
    }

    /// What the demonstration shows: a temperature-compensated crystal that begins 0.3 s and 12 ppm wrong.
    public static func demonstration(seed: UInt64, start: TAIInstant, utc: UTCRelation) -> Scene {
        var scene = Scene(seed: seed, start: start, utc: utc)
        scene.initialOffset = .milliseconds(300)
        scene.oscillator = .tcxo(frequency: 12e-6)
        scene.thermometer = ThermometerModel()
        return scene
    }
}
