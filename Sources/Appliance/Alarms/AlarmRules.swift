// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What an operator decides about alarms. The names are those of the file, in `alarms`.
public struct AlarmRules: Sendable, Equatable {
    public var limits = AlarmLimits()
    /// What differs from ``AlarmDefinition/all``, by the alarm's id.
    public var exceptions: [String: AlarmException] = [:]
    /// How long the time may be served without its source: `clock.holdoverSeconds`.
    public var holdoverLongest: Duration = .seconds(86_400)
    /// How large its error bound may grow meanwhile: `clock.holdoverErrorNs`.
    public var holdoverError: Duration = .milliseconds(10)

    public init() {}

    /// How long an alarm must hold until it is raised.
    public func raiseAfter(_ definition: AlarmDefinition) -> Duration {
        if let seconds = exceptions[definition.id]?.raiseSeconds { return .seconds(seconds) }
        return definition.id == AlarmDefinition.fewSatellites
            ? .seconds(limits.satellitesSeconds) : definition.raiseAfter
    }

    /// How long it must not hold until it is cleared.
    public func clearAfter(_ definition: AlarmDefinition) -> Duration {
        exceptions[definition.id]?.clearSeconds.map { .seconds($0) } ?? definition.clearAfter
    }
}

/// Beyond what something is alarming.
public struct AlarmLimits: Sendable, Equatable {
    /// Fewer satellites used than this; 0: never.
    public var satellites = 4
    /// For how long: s.
    public var satellitesSeconds = 60
    /// A weaker mean C/N0 of the satellites used: dB-Hz.
    public var cn0 = 30.0
    /// A larger |clock − TAI| while locked, as estimated: ns.
    public var offsetNs = 10_000.0
    /// An oscillator further off: ppm. Linux corrects a clock by 500 ppm at most (adjtimex(2)).
    public var frequencyPpm = 450.0
    /// A hotter machine: °C.
    public var temperatureC = 85.0
    /// Less memory: MiB.
    public var memoryMiB = 64
    /// Less free space for the history: MiB.
    public var diskMiB = 100
    /// A certificate that ends within this: days.
    public var certificateDays = 30
    /// A leap-second table that ends within this: days.
    public var leapTableDays = 30
    /// More NTP requests refused a second.
    public var refusedPerSecond = 100.0

    public init() {}
}

/// How one alarm differs from its definition; `nil`: not at all.
public struct AlarmException: Sendable, Equatable {
    /// Replaces the definition's severity, also where that depends on what is found.
    public var severity: Alarm.Severity?
    /// Whether it is never raised.
    public var off = false
    public var raiseSeconds: Int?
    public var clearSeconds: Int?

    public init(severity: Alarm.Severity? = nil, off: Bool = false, raiseSeconds: Int? = nil, clearSeconds: Int? = nil)
    {
        (self.severity, self.off, self.raiseSeconds, self.clearSeconds) = (severity, off, raiseSeconds, clearSeconds)
    }
}
