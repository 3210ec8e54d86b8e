// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// A pulse per second for a board whose other parts are real: an edge each second of the host's counter, at the
/// phase of `first`, with seeded jitter.
public struct SimulatedPulse: PulseInput, Sendable {
    private let first: MonotonicInstant
    private let jitter: Double
    private let noise: CounterNormal

    /// `first`: where some edge would lie without jitter; those before it are edges too. `jitter`: RMS.
    public init(at first: MonotonicInstant, jitter: Duration = .zero, seed: UInt64 = 1) {
        self.first = first
        self.jitter = jitter.realSeconds
        noise = CounterNormal(seed: seed, stream: Stream.freePulse)
    }

    public func nextEdge(from: MonotonicInstant, before deadline: MonotonicInstant) -> MonotonicInstant? {
        // The edge of the second before may have been delayed beyond `from`.
        var second = (from - first).wholeSeconds - 1
        while edge(second) < from { second += 1 }
        let found = edge(second)
        return found < deadline ? found : nil
    }

    /// Jitter is cut at ±0.4 s, so that edges keep their order.
    private func edge(_ second: Int64) -> MonotonicInstant {
        let late = min(max(jitter * noise.value(UInt64(bitPattern: second)), -0.4), 0.4)
        return first + .seconds(second) + .realSeconds(late)
    }
}
