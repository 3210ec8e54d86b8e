// SPDX-License-Identifier: Apache-2.0

/// The antenna as the receiver's supervisor sees it (u-blox MON-HW `aStatus`, MON-RF `antStatus`).
public enum AntennaState: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case starting = 0
    /// The receiver does not know: no supervisor, or not wired.
    case unknown = 1
    case ok = 2
    case short = 3
    case open = 4
}

/// Interference as the receiver judges it (u-blox MON-HW and MON-RF `jammingState`).
public enum JammingState: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case unknown = 0
    case ok = 1
    /// Interference is there, but the fix holds.
    case warning = 2
    /// Interference is there, and no fix.
    case critical = 3
}

/// Feigned satellites as the receiver judges them, from its last epoch alone (u-blox NAV-STATUS `spoofDetState`). It
/// notices the change from true signals to feigned ones; ``none`` of a receiver that has known no others says little.
public enum SpoofingState: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// It does not know, or does not look.
    case unknown = 0
    case none = 1
    case indicated = 2
    /// Several signs at once.
    case multiple = 3
}

/// A receiver measuring its own position (u-blox TIM-SVIN, NAV-SVIN).
public struct SurveyIn: Hashable, Sendable, BitwiseCopyable {
    /// Seconds spent so far.
    public var elapsed: UInt32
    /// Observations used so far.
    public var observations: UInt32
    /// One sigma of the mean position, in millimetres; saturates.
    public var accuracyMillimetres: UInt32
    /// The position found may be used.
    public var isValid: Bool
    /// The survey is still going on.
    public var isActive: Bool

    public init(
        elapsed: UInt32, observations: UInt32, accuracyMillimetres: UInt32, isValid: Bool, isActive: Bool
    ) {
        self.elapsed = elapsed
        self.observations = observations
        self.accuracyMillimetres = accuracyMillimetres
        self.isValid = isValid
        self.isActive = isActive
    }
}
