// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

/// The statistics themselves: against published figures, and against their definitions written out.
struct StabilityCurveTests {
    /// NIST SP 1065, Table 31: the 1000-point data at averaging factors 1, 10, 100.
    @Test(
        "the 1000-point test suite gives the figures NIST SP 1065 publishes",
        arguments: [
            (StabilityKind.allanDeviation, [2.922319e-01, 9.159953e-02, 3.241343e-02]),
            (.modifiedAllanDeviation, [2.922319e-01, 6.172376e-02, 2.170921e-02]),
            (.timeDeviation, [1.687202e-01, 3.563623e-01, 1.253382e+00]),
        ])
    func thousandPoints(kind: StabilityKind, published: [Double]) {
        let record = PhaseRecord(Records.phase(of: Records.thousand), interval: 1)
        let points = StabilityCurve(kind, of: record, at: .chosen([1, 10, 100])).points
        #expect(points.map(\.tau) == [1, 10, 100])
        for (point, value) in zip(points, published) { #expect(agree(point.value, value, within: 4e-7)) }
    }

    /// NIST SP 1065, Table 30: the nine frequencies at averaging factors 1 and 2.
    @Test(
        "the nine-point data give the figures NIST SP 1065 publishes",
        arguments: [
            (StabilityKind.allanDeviation, [91.22945, 85.95287]), (.modifiedAllanDeviation, [91.22945, 74.78849]),
            (.timeDeviation, [52.67135, 86.35831]),
        ])
    func ninePoints(kind: StabilityKind, published: [Double]) {
        let record = PhaseRecord(Records.phase(of: Records.nine), interval: 1)
        let points = StabilityCurve(kind, of: record, at: .chosen([1, 2])).points
        #expect(points.count == 2)
        for (point, value) in zip(points, published) { #expect(agree(point.value, value, within: 1e-7)) }
    }

    /// Made with the Python package allantools 2024.6, function mtie, of the 1000-point data.
    @Test func `The MTIE of the 1000-point data is what another program finds`() {
        let record = PhaseRecord(Records.phase(of: Records.thousand), interval: 1)
        let curve = StabilityCurve(.maximumTimeIntervalError, of: record, at: .chosen([1, 2, 4, 10, 100, 256]))
        let found = [
            0.9957452942597342, 1.9130324050379102, 3.463204352400851, 7.596559725048337, 55.3817733406936,
            131.52353282949076,
        ]
        #expect(curve.points.count == found.count)
        for (point, value) in zip(curve.points, found) { #expect(agree(point.value, value, within: 1e-12)) }
        #expect(curve.points.map(\.terms) == [1000, 999, 997, 991, 901, 745])
    }

    @Test(
        "each statistic is what its definition says, with and without gaps", arguments: StabilityKind.allCases,
        [[], [100], [0, 57, 58, 59, 300, 599]])
    func definition(kind: StabilityKind, gaps: [Int]) {
        var phase: [Double?] = Records.summed(Records.noise(600))
        for gap in gaps { phase[gap] = nil }
        let curve = StabilityCurve(kind, phase: phase, interval: 1, at: .chosen([1, 2, 3, 7, 20, 33, 64]))
        #expect(curve.points.count == 7)
        for point in curve.points {
            #expect(agree(point.value, Records.defined(kind, phase, Int(point.tau)), within: 1e-11))
        }
    }

    @Test func `A term that touches a gap is not counted`() {
        var phase: [Double?] = Records.noise(100)
        phase[50] = nil
        func terms(_ kind: StabilityKind) -> [Int] {
            StabilityCurve(kind, phase: phase, interval: 1, at: .chosen([2, 5])).points.map(\.terms)
        }
        #expect(terms(.allanDeviation) == [96 - 3, 90 - 3])
        #expect(terms(.timeDeviation) == [95 - 6, 86 - 15])
        #expect(terms(.maximumTimeIntervalError) == [98 - 3, 95 - 6])
    }

    @Test(
        "a point with fewer terms than its averaging time has samples is not given",
        arguments: [
            (StabilityKind.allanDeviation, 256.0), (.modifiedAllanDeviation, 256), (.timeDeviation, 256),
            (.maximumTimeIntervalError, 512),
        ])
    func longest(kind: StabilityKind, tau: Double) {
        #expect(StabilityCurve(kind, phase: Records.noise(1024), interval: 1).points.last?.tau == tau)
    }

    @Test func `A gap in the midst takes the long points away, not the short ones`() {
        var phase: [Double?] = Records.noise(1024)
        for gap in 400..<600 { phase[gap] = nil }
        #expect(StabilityCurve(.timeDeviation, phase: phase, interval: 1).points.last?.tau == 64)
        #expect(StabilityCurve(.maximumTimeIntervalError, phase: phase, interval: 1).points.last?.tau == 256)
    }

    @Test(
        "no record is too short, empty, or strange", arguments: StabilityKind.allCases,
        [[], [1], [1, 2, 3], Array(repeating: .nan, count: 50), [1e308, -1e308, 1e308, -1e308, 1e308, -1e308, 0, 0]])
    func strange(kind: StabilityKind, phase: [Double]) {
        let points = StabilityCurve(kind, of: PhaseRecord(phase, interval: 1)).points
        #expect(points.allSatisfy { $0.value.isFinite && !($0.low ?? 0).isNaN && !($0.high ?? 0).isNaN })
    }

    @Test func `A clock that never moves has deviations of nothing`() {
        for kind in StabilityKind.allCases {
            let points = StabilityCurve(kind, phase: Array(repeating: 5e-9, count: 100), interval: 1).points
            #expect(!points.isEmpty && points.allSatisfy { $0.value == 0 && ($0.high ?? 0) == 0 })
        }
    }

    @Test func `A constant frequency is all MTIE and no deviation`() {
        let phase = (0..<200).map { Double($0) * 1e-6 }
        #expect(StabilityCurve(.timeDeviation, phase: phase, interval: 1).points.allSatisfy { $0.value < 1e-18 })
        for point in StabilityCurve(.maximumTimeIntervalError, phase: phase, interval: 1).points {
            #expect(agree(point.value, point.tau * 1e-6, within: 1e-9))
        }
    }

    @Test func `The sample interval scales the averaging times and the frequencies`() {
        let phase = Records.noise(200)
        let fast = StabilityCurve(.allanDeviation, phase: phase, interval: 0.5).points
        let slow = StabilityCurve(.allanDeviation, phase: phase, interval: 1).points
        #expect(fast.map(\.tau) == slow.map { $0.tau / 2 })
        #expect(zip(fast, slow).allSatisfy { agree($0.value, 2 * $1.value, within: 1e-12) })
    }

    @Test func `Averaging factors come as octaves, as decades or as chosen`() {
        #expect(AveragingFactors.octaves.factors(upTo: 20) == [1, 2, 4, 8, 16])
        #expect(AveragingFactors.decades.factors(upTo: 1000) == [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])
        #expect(AveragingFactors.chosen([7, 0, 3, 7, -1, 99]).factors(upTo: 20) == [3, 7])
        #expect(AveragingFactors.octaves.factors(upTo: 0).isEmpty)
        #expect(AveragingFactors.chosen([1]).factors(upTo: 0) == [])
    }
}
