// SPDX-License-Identifier: Apache-2.0

public import Records
public import TimeKeeping

/// Learns from the history how the oscillator goes with time and temperature, when somebody asks; and knows it for some
/// minutes then, since an answer takes the reading of a month.
public actor OscillatorDesk {
    private let records: RecordStore
    private var known: (task: Task<OscillatorLaw, any Error>, at: ContinuousClock.Instant)?

    /// Milliseconds that one sample stands for while there is history of a few days, and later.
    public static let (fineStep, coarseStep) = (600_000 as Int64, 3_600_000 as Int64)
    /// From so many coarse samples on these are enough.
    private static let fewestCoarse = 144
    /// How far back they are looked for, ms.
    public static let reach: Int64 = 30 * 86_400_000
    private static let validity = Duration.seconds(300)

    public init(records: RecordStore) { self.records = records }

    /// - Parameter now: ms since 1970-01-01 UTC.
    /// - Throws: ``RecordFault``; it is asked anew the next time.
    public func learned(until now: Int64) async throws -> OscillatorLaw {
        let task = current(until: now)
        do { return try await task.value } catch {
            known = nil
            throw error
        }
    }

    private func current(until now: Int64) -> Task<OscillatorLaw, any Error> {
        if let known, known.at.duration(to: .now) < Self.validity { return known.task }
        let records = records
        let task = Task.detached(priority: .utility) { try await Self.learn(from: records, until: now) }
        known = (task, .now)
        return task
    }

    private static func learn(from records: RecordStore, until now: Int64) async throws -> OscillatorLaw {
        let outages = try await records.outages().map { $0.moments(until: now) }
        let coarse = try await samples(in: records, until: now, step: coarseStep, without: outages)
        if coarse.count > fewestCoarse { return OscillatorLaw(coarse, length: Double(coarseStep) / 1000) }
        let fine = try await samples(in: records, until: now, step: fineStep, without: outages)
        return OscillatorLaw(fine, length: Double(fineStep) / 1000)
    }

    private static func samples(
        in records: RecordStore, until now: Int64, step: Int64, without outages: [Range<Int64>]
    ) async throws -> [OscillatorLaw.Sample] {
        let from = now - (step == fineStep ? Int64(fewestCoarse + 24) * coarseStep : reach)
        let query = HistoryQuery(series: [.frequency, .temperature], from: from, to: now, step: step)
        let points = try await records.history(query)
        return samples(of: points.filter { $0.stepMilliseconds == step }, length: step, without: outages)
    }

    /// - Parameters:
    ///   - length: of the points, in milliseconds.
    ///   - outages: what is recorded of the frequency in these is a forecast, nothing measured.
    public static func samples(of points: [HistoryPoint], length: Int64, without outages: [Range<Int64>])
        -> [OscillatorLaw.Sample]
    {
        let full = points.filter { $0.count >= Int(length / 2000) }
        let temperatures = Dictionary(
            full.filter { $0.series == .temperature }.map { ($0.utcMilliseconds, $0.mean) }, uniquingKeysWith: { $1 })
        let known = full.filter { point in
            let stretch = point.utcMilliseconds..<point.utcMilliseconds + length
            return point.series == .frequency && !outages.contains { $0.overlaps(stretch) }
        }
        return known.map { point in
            .init(
                index: Int(point.utcMilliseconds / length), frequency: point.mean,
                temperature: temperatures[point.utcMilliseconds])
        }
    }
}

extension OutageRecord {
    /// From its beginning to its end; of one whose end is not known, no more than the beginning.
    fileprivate func moments(until now: Int64) -> Range<Int64> {
        if end == .running { return began..<max(began, now) + 1 }
        let length = Int64((seconds ?? 0).clamped(to: 0...1e9) * 1000)
        return began..<began + length + 1
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
