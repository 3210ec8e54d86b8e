// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Keeps what is announced from following every whim of what is measured: two healthy grandmasters side by side must not
/// swap their mastership over noise.
///
/// Class, flags, offset and source are told at once. Accuracy and variance are told at once where they become worse; better
/// they are told only once they have been so for ``patience``, and then as the worst of that time. A variance counts as
/// changed only beyond ``hysteresis``. With a new class, and where nothing was known before, all is taken as it is: then
/// whoever compares masters has to do so anew anyway.
public struct ClaimKeeper: Sendable {
    /// What was told last.
    public private(set) var told: GrandmasterClaim?

    /// For how long something better has been seen.
    private var betterSince: MonotonicInstant?
    /// The worst of what was seen since then.
    private var worst = ClockQuality(clockClass: 0, accuracy: .init(rawValue: 0), variance: 0)

    /// A bound's noise and a receiver's passing troubles are shorter than this.
    public static let patience: Duration = .seconds(300)
    /// Four times the variance. It is measured, by either of two clocks side by side, and in the first minutes by few
    /// samples: what is nearer says nothing about which of them is the better.
    public static let hysteresis: UInt16 = 512

    public init() {}

    /// - Parameter now: not before that of the last call.
    /// - Returns: what to announce.
    public mutating func tell(_ claim: GrandmasterClaim, at now: MonotonicInstant) -> GrandmasterClaim {
        var next = claim
        if let told, told.quality.clockClass == claim.quality.clockClass, told.quality.accuracy != .unknown {
            next.quality = settle(told.quality, claim.quality, at: now)
        } else {
            betterSince = nil
        }
        told = next
        return next
    }

    private mutating func settle(_ told: ClockQuality, _ seen: ClockQuality, at now: MonotonicInstant) -> ClockQuality {
        var next = told.worsened(by: seen)
        if told.variance == ScaledLogVariance.unknown { next.variance = seen.variance }
        guard seen.isBetter(than: next) else {
            betterSince = nil
            return next
        }
        let since = betterSince ?? now
        worst = betterSince == nil ? seen : worst.worst(with: seen)
        betterSince = since
        guard now - since >= Self.patience else { return next }
        betterSince = nil
        return next.improved(to: worst)
    }
}

extension ClockQuality {
    fileprivate func isVariance(_ a: UInt16, beyond b: UInt16) -> Bool {
        a > b && (a - b >= ClaimKeeper.hysteresis || a == ScaledLogVariance.unknown)
    }

    fileprivate func worsened(by seen: ClockQuality) -> ClockQuality {
        ClockQuality(
            clockClass: clockClass, accuracy: max(accuracy, seen.accuracy),
            variance: isVariance(seen.variance, beyond: variance) ? seen.variance : variance)
    }

    fileprivate func improved(to seen: ClockQuality) -> ClockQuality {
        ClockQuality(
            clockClass: clockClass, accuracy: min(accuracy, seen.accuracy),
            variance: isVariance(variance, beyond: seen.variance) ? seen.variance : variance)
    }

    fileprivate func isBetter(than told: ClockQuality) -> Bool {
        accuracy < told.accuracy || isVariance(told.variance, beyond: variance)
    }

    fileprivate func worst(with other: ClockQuality) -> ClockQuality {
        ClockQuality(
            clockClass: clockClass, accuracy: max(accuracy, other.accuracy), variance: max(variance, other.variance))
    }
}
