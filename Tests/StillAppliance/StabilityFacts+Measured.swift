// SPDX-License-Identifier: Apache-2.0

import TimeBase
public import TimeKeeping

extension StabilityFacts {
    /// Of ten minutes with a clock that its pulse shows off by 5 ns to either side, in turn.
    public static let measured: StabilityFacts = {
        var watch = StabilityWatch()
        for second in 0..<600 {
            watch.hear(second % 2 == 0 ? 5e-9 : -5e-9, at: TAIInstant(sinceEpoch: .seconds(1_483_228_800 + second)))
        }
        return watch.facts
    }()
}
