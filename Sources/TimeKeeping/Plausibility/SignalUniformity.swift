// SPDX-License-Identifier: Apache-2.0

/// How alike the satellites of an epoch are in strength.
public struct SignalSpread: Hashable, Sendable, BitwiseCopyable {
    /// Satellites used whose strength and elevation are known.
    public var satellites: UInt8
    /// Standard deviation of their carrier to noise densities, dB.
    public var deviation: Double
    /// Highest − lowest elevation, degrees.
    public var elevations: Double

    public init(satellites: UInt8, deviation: Double, elevations: Double) {
        (self.satellites, self.deviation, self.elevations) = (satellites, deviation, elevations)
    }

    /// Of strengths (dB-Hz) and elevations (degrees) that are added one by one.
    public struct Sum: Sendable, BitwiseCopyable {
        private var (count, mean, squares) = (0.0, 0.0, 0.0)
        private var (low, high) = (90.0, -90.0)

        public init() {}

        public mutating func add(strength: Double, elevation: Double) {
            count += 1
            let distance = strength - mean
            mean += distance / count
            squares += distance * (strength - mean)
            (low, high) = (min(low, elevation), max(high, elevation))
        }

        /// `nil` for less than two.
        public var spread: SignalSpread? {
            guard count >= 2 else { return nil }
            return SignalSpread(
                satellites: UInt8(min(count, 255)), deviation: (squares / (count - 1)).squareRoot(),
                elevations: high - low)
        }
    }
}

/// Tells when all satellites are equally strong for two minutes. Real ones are not: low ones come through more air, past
/// more leaves, and by another part of the antenna's pattern than high ones.
struct SignalUniformity: Sendable {
    private static let fewest: UInt8 = 6
    private static let elevations = 30.0
    /// Less than this, dB, is alike; more than the other is not.
    private static func alike(_ satellites: UInt8) -> Double { satellites < many ? 0.75 : 1 }
    private static let unlike = 1.5
    /// Fewer than these are alike for minutes by chance once in some years, were it not for a stricter limit.
    private static let many: UInt8 = 8
    private static let patience = 120.0

    private(set) var isUniform = false
    private(set) var deviation = 0.0
    /// For how long it has been otherwise than ``isUniform`` says, s.
    private var contrary = 0.0

    /// - Parameter elapsed: seconds since the last epoch that told.
    mutating func hear(_ spread: SignalSpread, elapsed: Double) {
        guard spread.satellites >= Self.fewest, spread.elevations >= Self.elevations else { return }
        deviation = spread.deviation
        let isContrary = isUniform ? spread.deviation > Self.unlike : spread.deviation < Self.alike(spread.satellites)
        contrary = isContrary ? contrary + min(max(elapsed, 0), 10) : 0
        if contrary >= Self.patience { (isUniform, contrary) = (!isUniform, 0) }
    }
}
