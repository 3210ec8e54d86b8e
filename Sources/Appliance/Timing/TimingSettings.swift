// SPDX-License-Identifier: Apache-2.0

public import TimeBase
public import TimeKeeping

/// What the timing loop is told at its start; with the events that it hears, it determines everything that it does.
public struct TimingSettings: Sendable {
    public var keeping: TimekeepingSettings
    public var leapSeconds: LeapSecondTable
    /// The earliest date that is taken as a receiver writes it; see ``pivot(builtOn:)``.
    public var pivot: RolloverPivot
    /// What an earlier run knew; `nil`: nothing.
    public var remembered: Remembrance?

    public init(keeping: TimekeepingSettings = .init(), leapSeconds: LeapSecondTable, pivot: RolloverPivot) {
        (self.keeping, self.leapSeconds, self.pivot) = (keeping, leapSeconds, pivot)
    }

    /// Half of GPS's 1024-week cycle before the program was built. A receiver whose week number rolled over states a
    /// date 19.6 years too early, which is lifted until 9.8 years after the build; and a laboratory may play the
    /// captures of the last years without their dates being taken for that.
    public static func pivot(builtOn day: CivilDate) -> RolloverPivot {
        RolloverPivot(earliest: CivilDate(daysSince1970: day.daysSince1970 - RolloverPivot.cycleInDays / 2))
    }
}
