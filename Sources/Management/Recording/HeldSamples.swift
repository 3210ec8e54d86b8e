// SPDX-License-Identifier: Apache-2.0

import Records
import TimeBase

/// What was measured while the time was not known, until it is: then each sample gets its place by how long ago it was.
struct HeldSamples: Sendable {
    /// A quarter of an hour, longer than a receiver without any knowledge of the sky takes; some 100 KB.
    static let most = 900

    private var samples: [(at: MonotonicInstant, values: [Series: Double])] = []

    var count: Int { samples.count }

    /// The oldest gives way.
    mutating func hold(_ values: [Series: Double], at now: MonotonicInstant) {
        if samples.count >= Self.most { samples.removeFirst() }
        samples.append((now, values))
    }

    /// All of them, the oldest first; none is left.
    /// - Parameter utcMilliseconds: what our clock shows at `now`.
    mutating func release(at now: MonotonicInstant, utcMilliseconds: Int64) -> [HistorySample] {
        defer { samples = [] }
        return samples.compactMap { sample in
            let moment = utcMilliseconds - (now - sample.at).wholeNanoseconds / 1_000_000
            return moment < 0 ? nil : HistorySample(utcMilliseconds: moment, values: sample.values)
        }
    }
}
