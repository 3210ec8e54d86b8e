// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Records
import TimeBase
public import TimeKeeping

/// What `clock` tells: how the clock runs, and what was learned of its oscillator.
public struct ClockReport: Encodable, Sendable {
    public struct Stability: Encodable, Sendable {
        /// From how many seconds of the history.
        public var seconds: Double
        public var samples: Int
        public var adev: [StabilityReport.Point]
        public var tdev: [StabilityReport.Point]
        public var mtie: [StabilityReport.Point]
        public var masks: [Mask]
    }

    public struct Mask: Codable, Hashable, Sendable {
        /// "PRTC-A"
        public var name: String
        /// "tdev"
        public var kind: String
        public var verdict: String
    }

    /// Which clock is kept, in words.
    public var kept: String
    public var state: String
    /// As in ``StatusReport``.
    @Nullable public var offsetNs: Double?
    public var frequencyPpb: Double
    @Nullable public var errorBoundNs: Double?
    /// Of the pulse's stamps, one standard deviation.
    @Nullable public var jitterNs: Double?
    /// Allan deviation over single seconds, measured all along; without a unit.
    @Nullable public var adev1s: Double?
    /// How warm it is near the oscillator, °C.
    @Nullable public var temperatureCelsius: Double?
    /// `nil`, and left out, where the records cannot tell.
    public var oscillator: OscillatorReport?
    public var stability: Stability
    public var followers: [StatusReport.Follower]

    /// - Parameters:
    ///   - law: `nil` where the records cannot tell.
    ///   - reach: seconds that the stability is from.
    public init(
        _ snapshot: ApplianceSnapshot, kept: String, law: OscillatorLaw?, stability: StabilityReport, reach: Double
    ) {
        let status = StatusReport(snapshot)
        (self.kept, state, offsetNs) = (kept, status.state, status.offsetNs)
        (frequencyPpb, errorBoundNs, jitterNs) = (status.frequencyPpb, status.errorBoundNs, status.pulse.jitterNs)
        adev1s = snapshot.state.variance.map { (3 * $0).squareRoot() }
        temperatureCelsius = snapshot.temperature
        oscillator = law.map { OscillatorReport($0, now: snapshot) }
        followers = status.followers
        self.stability = Stability(
            seconds: reach, samples: stability.samples, adev: stability.adev, tdev: stability.tdev,
            mtie: stability.mtie,
            masks: stability.masks.map { Mask(name: $0.name, kind: $0.kind, verdict: $0.verdict) })
    }
}

extension StabilityReport {
    /// Of the last so many milliseconds: the seconds of a day at most; of longer times the minutes.
    /// - Throws: ``RecordFault``
    public init(
        last length: Int64, until now: Int64, of records: RecordStore, live: StabilityFacts? = nil
    ) async throws {
        let step: Int64 = length > 86_400_000 ? 60_000 : 1000
        var points: [HistoryPoint] = []
        let query = HistoryQuery(series: [.offset], from: now - length, to: now, step: step)
        for try await page in records.historyPages(query) { points += page }
        self.init(offsets: points, step: step, live: live)
    }
}

extension ClockReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.pairs(rows)
        if let basis = oscillator?.text { sheet.put(basis) }
        sheet.heading("Stability against the pulse, over the last \(Phrase.age(stability.seconds))")
        putStability(into: &sheet)
        return sheet.text
    }

    private var rows: [(String, String)] {
        let offset = offsetNs.map { StatusReport.human($0) } ?? "not measured"
        let bound = errorBoundNs.map { "within \(StatusReport.human($0)) of the truth" } ?? "not known"
        let frequency = Phrase.frequency(ppb: frequencyPpb) + ", free-running"
        let now: [(String, String)] = [
            ("clock", kept), ("state", state), ("offset", offset), ("bound", bound), ("frequency", frequency),
        ]
        return now + learned + followers.map { ("follower", $0.phrase) }
    }

    private var learned: [(String, String)] {
        let noise = jitterNs.map { "\(StatusReport.human($0)) of the pulse's stamps (1 σ)" } ?? "not known yet"
        let second = adev1s.map { "ADEV \(Self.scientific($0))" } ?? "not measured yet"
        return [
            ("drift", oscillator?.driftPpbPerDay?.text ?? "not learned yet"),
            ("warmth", oscillator?.temperaturePpbPerKelvin?.text ?? "no temperature is measured"), ("noise", noise),
            ("over 1 s", second),
        ] + (oscillator?.live?.lines ?? []).map { ($0.name, $0.text) }
    }

    private func putStability(into sheet: inout TextSheet) {
        guard !stability.adev.isEmpty else { return sheet.put("Too little was measured to tell.", indent: 2) }
        let taus = Set(stability.adev.map(\.tau)).union(stability.mtie.map(\.tau)).sorted()
        // Every other octave is enough to see how it goes.
        let shown = taus.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        let value = { (points: [StabilityReport.Point], tau: Double, say: (Double) -> String) in
            points.first { $0.tau == tau }.map { say($0.value) } ?? "–"
        }
        let seconds = { (value: Double) in StatusReport.human(value * 1e9) }
        sheet.table(
            [.figure("over"), .figure("ADEV"), .figure("TDEV"), .figure("MTIE")],
            shown.map { tau in
                [
                    "\(Phrase.figure(tau)) s", value(stability.adev, tau, Self.scientific),
                    value(stability.tdev, tau, seconds), value(stability.mtie, tau, seconds),
                ]
            }, indent: 2)
        sheet.blank()
        for mask in stability.masks { sheet.put("\(mask.name), \(mask.kind.uppercased()): \(mask.verdict)", indent: 2) }
    }

    /// "1.23e-11"
    static func scientific(_ value: Double) -> String {
        guard value > 0, value.isFinite else { return "0" }
        var (mantissa, exponent) = (value, 0)
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        var hundredths = Int((mantissa * 100).rounded())
        if hundredths >= 1000 { (hundredths, exponent) = (100, exponent + 1) }
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)e\(exponent)"
    }
}
