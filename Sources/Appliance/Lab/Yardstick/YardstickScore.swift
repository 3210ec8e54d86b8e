// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard

/// What the yardstick's scorer says of one run.
struct YardstickScore: Sendable {
    private(set) var values: [YardstickMetric: Double] = [:]

    subscript(metric: YardstickMetric) -> Double? { values[metric] }

    init(_ run: YardstickRun, of trial: YardstickCase) {
        let scenario = trial.scenario
        let errors = run.errors[...]
        switch scenario.name {
        case "S1": warmUp(errors)
        case "S4", "S4w": holdover(errors[scenario.scoredFrom...])
        case "S5": manoeuvre(errors[scenario.scoredFrom...], before: errors[7200..<scenario.scoredFrom])
        case "S6": recovery(errors, from: scenario.scoredFrom)
        default: steady(errors[scenario.scoredFrom...])
        }
        judgeBound(run, of: scenario)
    }

    private mutating func steady(_ errors: ArraySlice<Double>) {
        let changes = zip(errors.dropFirst(), errors).map { $0 - $1 }
        values[.rms] = errors.rms
        values[.p99] = errors.map(\.magnitude).quantile(0.99)
        values[.max] = errors.largest
        values[.mean] = errors.reduce(0, +) / Double(errors.count)
        values[.changeRMS] = changes[...].rms
    }

    private mutating func warmUp(_ errors: ArraySlice<Double>) {
        values[.t100us] = errors.settling(below: 1e-4)
        values[.t10us] = errors.settling(below: 1e-5)
        values[.t1us] = errors.settling(below: 1e-6)
        values[.overshoot] = errors.overshoot
        values[.rmsLast] = errors.suffix(3600).rms
    }

    private mutating func holdover(_ errors: ArraySlice<Double>) {
        let from = errors.startIndex
        values[.error4h] = errors[from + Self.fourHours].magnitude
        values[.error24h] = errors[from + Self.day].magnitude
        values[.max4h] = errors[...(from + Self.fourHours)].largest
        values[.max24h] = errors[...(from + Self.day)].largest
        let limits: [(YardstickMetric, Double)] = [(.t1us, 1e-6), (.t10us, 1e-5), (.t100us, 1e-4), (.t1ms, 1e-3)]
        for (metric, limit) in limits { values[metric] = errors.leaving(limit) }
    }

    /// A change of temperature of 600 s, and half an hour after it.
    private mutating func manoeuvre(_ errors: ArraySlice<Double>, before: ArraySlice<Double>) {
        let event = errors.prefix(Self.ramp + 1800)
        values[.max] = event.largest
        values[.rms] = event.rms
        values[.t300ns] = Swift.max(0, errors.settling(below: 300e-9) - Double(Self.ramp))
        values[.rmsBefore] = before.rms
    }

    private mutating func recovery(_ errors: ArraySlice<Double>, from back: Int) {
        let scored = errors[back...]
        values[.errorAtReturn] = errors[back].magnitude
        values[.t1us] = scored.settling(below: 1e-6)
        values[.overshoot] = scored.overshoot
        values[.jump] = errors[(back - 1)...].fastest
        values[.returnRate] = scored.dropFirst(Self.findingRate).prefix { $0.magnitude > 1e-6 }.fastest
        values[.rmsLast] = scored.dropFirst(3600).rms
    }

    private static let (fourHours, day, ramp) = (14_400, 86_400, 600)
    /// Seconds after which a returning pulse has told the oscillator's frequency.
    private static let findingRate = 30
}

// MARK: The servo's own bound

extension YardstickScore {
    private mutating func judgeBound(_ run: YardstickRun, of scenario: YardstickScenario) {
        let first = Swift.max(1, scenario.scoredFrom)
        let errors = run.errors[first...]
        let bounds = run.bounds[(first - 1)..<(run.bounds.count - 1)]
        let pairs = zip(errors.lazy.map(\.magnitude), bounds)
        values[.outside] = Double(pairs.count { $0 > $1 }) / Double(errors.count)
        values[.worst] = pairs.map { $0 / Swift.max($1, 1e-15) }.max()
        let locked = Self.lockedSeconds(of: scenario)
        values[.tight] = run.bounds[(locked.lowerBound - 1)..<(locked.upperBound - 1)].median / run.errors[locked].rms
        if scenario.name.hasPrefix("S4") { values[.bound24h] = bounds.last }
    }

    /// Those in which the clock follows its pulse and has settled: there a bound can be called tight.
    private static func lockedSeconds(of scenario: YardstickScenario) -> Range<Int> {
        switch scenario.name {
        case "S1": 3600..<scenario.seconds
        case "S4", "S4w": 3600..<scenario.scoredFrom
        case "S6": (scenario.scoredFrom + 3600)..<scenario.seconds
        default: scenario.scoredFrom..<scenario.seconds
        }
    }
}
