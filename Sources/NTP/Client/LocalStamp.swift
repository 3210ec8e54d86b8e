// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// When one of our own packets left or arrived.
public struct LocalStamp: Sendable, BitwiseCopyable {
    public var at: MonotonicInstant
    /// What our clock showed then.
    public var shown: NTPTimestamp
    /// Of the clock: stamps of different eras make no sample.
    public var era: UInt32
    /// How far the stamp may be from the moment at the wire, not negative. What it can only be too early on leaving and
    /// too late on arriving is in the measured delay already and needs no mention here.
    public var uncertainty: Duration

    public init(at: MonotonicInstant, shown: NTPTimestamp, era: UInt32 = 0, uncertainty: Duration = .zero) {
        (self.at, self.shown, self.era, self.uncertainty) = (at, shown, era, max(.zero, uncertainty))
    }

    /// The same moment by a clock that was moved since.
    func moved(by change: Duration) -> LocalStamp {
        var stamp = self
        stamp.shown = shown.advanced(by: change)
        return stamp
    }
}

extension NTPTimestamp {
    /// Modulo 2³² s, to the nearest 2⁻³² s; changes of more than 68 years turn around.
    func advanced(by change: Duration) -> NTPTimestamp {
        let whole = change.wholeSeconds
        let units = (change.fractionOfSecond.realSeconds * 0x1p32).rounded()
        return NTPTimestamp(raw: raw &+ UInt64(bitPattern: whole) << 32 &+ UInt64(units))
    }
}
