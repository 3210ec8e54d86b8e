// SPDX-License-Identifier: Apache-2.0

/// A scenario of the clock-discipline yardstick, version 1: an oscillator, a pulse, and what befalls them.
public struct YardstickScenario: Sendable {
    public let name: String
    /// As the trace's head describes it.
    public let text: String
    /// Length in seconds.
    public let seconds: Int
    /// Phase at the start, s.
    var offset = 0.0
    /// Fractional frequency at the start.
    var frequency = 2e-6
    /// White noise of the pulse, RMS, s.
    var jitter = 100e-9
    /// Probability of a late edge.
    var outliers = 0.0
    /// Seconds without a pulse.
    var lost = 0..<0
    /// Factor on all noise of the oscillator and on the swing.
    var scale = 1.0
    var hasWeather = false
    /// A change of temperature: first second, length in seconds, change of frequency.
    var ramp: (start: Double, length: Double, size: Double)?
    /// The first second that is scored.
    public let scoredFrom: Int

    /// All, in the yardstick's order.
    public static let all: [YardstickScenario] = [
        warmUp, steady, oven, crystal, outliers, holdover, weather, step, recovery,
    ]

    /// `nil` where there is no such scenario.
    public init?(named name: String) {
        guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    private init(_ name: String, seconds: Int, from scoredFrom: Int, _ text: String) {
        (self.name, self.seconds, self.scoredFrom, self.text) = (name, seconds, scoredFrom, text)
    }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var changed = self
        change(&changed)
        return changed
    }
}

extension YardstickScenario {
    private static let day = 86_400

    private static let warmUp = Self("S1", seconds: 7200, from: 0, "warm-up: +0.5 s, +30 ppm").with {
        ($0.offset, $0.frequency) = (0.5, 30e-6)
    }
    private static let steady = Self(
        "S2", seconds: 3600 + day, from: 3600, "steady state 24 h, 100 ns PPS jitter")
    private static let oven = Self(
        "S2o", seconds: 3600 + day, from: 3600, "S2 with an OCXO: all oscillator noise and swing 100 times smaller"
    ).with { $0.scale = 0.01 }
    private static let crystal = Self(
        "S2q", seconds: 3600 + day, from: 3600,
        "S2 with a plain crystal: all oscillator noise and swing 10 times larger"
    ).with { $0.scale = 10 }
    private static let outliers = Self(
        "S3", seconds: 3600 + day, from: 3600, "steady state 24 h, 2 us jitter, 1% late outliers 50-500 us"
    ).with { ($0.jitter, $0.outliers) = (2e-6, 0.01) }
    private static let holdover = Self(
        "S4", seconds: 3600 + 2 * day + 1, from: 90_000, "holdover: 25 h locked, 24 h without GNSS"
    ).with { $0.lost = 90_000..<176_401 }
    private static let weather = Self(
        "S4w", seconds: 3600 + 2 * day + 1, from: 90_000,
        "S4 with irregular weather: the day is not a clean sine"
    ).with { ($0.lost, $0.hasWeather) = (90_000..<176_401, true) }
    private static let step = Self(
        "S5", seconds: 14_400 + 600 + 7200, from: 14_400, "temperature step +1 ppm in 10 min while locked"
    ).with { $0.ramp = (14_400, 600, 1e-6) }
    private static let recovery = Self(
        "S6", seconds: 3600 + 43_200 + 14_400 + 7200, from: 61_200, "recovery after 4 h of holdover"
    ).with { $0.lost = 46_800..<61_200 }
}
