// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A receiver measuring its own position, to solve for the time alone from then on.
public struct SurveyFacts: Hashable, Codable, Sendable {
    /// Whether it goes on.
    public var active: Bool
    /// Whether the position found is in use.
    public var valid: Bool
    public var elapsedSeconds: Int
    public var observations: Int
    /// One sigma of the mean position so far, in metres.
    public var accuracyMetres: Double

    public init(active: Bool, valid: Bool, elapsedSeconds: Int, observations: Int, accuracyMetres: Double) {
        (self.active, self.valid, self.elapsedSeconds) = (active, valid, elapsedSeconds)
        (self.observations, self.accuracyMetres) = (observations, accuracyMetres)
    }
}

/// What a receiver says of leap seconds.
public struct LeapNoticeFacts: Hashable, Sendable {
    /// In seconds: 18 since 2017.
    public var gpsMinusUTC: Int
    /// Whether the satellites said so; otherwise its firmware counts.
    public var isVouched: Bool
    /// A change that is announced.
    public var next: UTCRelation.Leap?

    public init(gpsMinusUTC: Int, isVouched: Bool, next: UTCRelation.Leap? = nil) {
        (self.gpsMinusUTC, self.isVouched, self.next) = (gpsMinusUTC, isVouched, next)
    }
}
