// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// One data set with a name, changed field by field.
private func clock(_ name: UInt64, _ change: (inout ClockDataSet) -> Void = { _ in }) -> ClockDataSet {
    var announce = AnnounceMessage(
        header: MessageHeader(
            type: .announce, messageLength: 64,
            source: PortIdentity(clock: ClockIdentity(raw: name), number: 1)))
    announce.grandmasterClockQuality = GrandmasterClaim.locked.quality
    announce.grandmasterIdentity = ClockIdentity(raw: name)
    var data = ClockDataSet(announce, at: PortIdentity(clock: .us, number: 1))
    change(&data)
    return data
}

@Suite struct ComparisonTests {
    struct Case: CustomTestStringConvertible {
        var what: String
        var a: ClockDataSet
        var b: ClockDataSet
        var standard: Comparison
        var alternate: Comparison
        var dot1AS: Comparison
        var testDescription: String { what }

        init(
            _ what: String, _ a: ClockDataSet, _ b: ClockDataSet, _ standard: Comparison, _ alternate: Comparison,
            _ dot1AS: Comparison
        ) {
            (self.what, self.a, self.b) = (what, a, b)
            (self.standard, self.alternate, self.dot1AS) = (standard, alternate, dot1AS)
        }
    }

    static let cases: [Case] = [
        Case(
            "priority1 comes first, and has no say in telecoms", clock(9) { $0.priority1 = 127 },
            clock(1) {
                $0.quality.clockClass = 7
                $0.priority1 = 128
            }, .better, .better, .better),
        Case(
            "priority1 against the class",
            clock(9) {
                $0.priority1 = 127
                $0.quality.clockClass = 7
            }, clock(1), .better,
            .worse, .better),
        Case("the class", clock(9), clock(1) { $0.quality.clockClass = 7 }, .better, .better, .better),
        Case(
            "the accuracy", clock(9) { $0.quality.accuracy = ClockAccuracy(rawValue: 0x20) }, clock(1), .better,
            .better,
            .better),
        Case("the variance", clock(9) { $0.quality.variance = 0x4000 }, clock(1), .better, .better, .better),
        Case(
            "the class before the accuracy", clock(9) { $0.quality.accuracy = .unknown },
            clock(1) { $0.quality.clockClass = 7 }, .better, .better, .better),
        Case(
            "the variance before priority2",
            clock(9) {
                $0.quality.variance = 0x4000
                $0.priority2 = 255
            }, clock(1),
            .better, .better, .better),
        Case("priority2", clock(9) { $0.priority2 = 127 }, clock(1), .better, .better, .better),
        Case("the local priority, in telecoms", clock(9) { $0.localPriority = 1 }, clock(1), .worse, .better, .worse),
        Case("the identity, if nothing else", clock(1), clock(9), .better, .betterByTopology, .better),
        Case(
            "the identity, in telecoms, if the class is poor", clock(1) { $0.quality.clockClass = 140 },
            clock(9) { $0.quality.clockClass = 140 }, .better, .better, .better),
        Case(
            "in telecoms the nearer of two good ones", clock(9), clock(1) { $0.stepsRemoved = 2 }, .worse, .better,
            .worse),
        Case(
            "the same grandmaster, two steps nearer", clock(1), clock(1) { $0.stepsRemoved = 2 }, .better, .better,
            .betterByTopology),
        Case(
            "the same grandmaster, one step nearer, back from a lesser port", clock(1),
            clock(1) {
                $0.stepsRemoved = 1
                $0.sender.clock = .other
            }, .better, .better, .betterByTopology),
        Case(
            "the same grandmaster, one step nearer, back from a greater port", clock(1),
            clock(1) {
                $0.stepsRemoved = 1
                $0.sender.clock = ClockIdentity(raw: 3)
            }, .betterByTopology,
            .betterByTopology, .betterByTopology),
        Case(
            "the same grandmaster by two senders", clock(1) { $0.sender.clock = ClockIdentity(raw: 5) },
            clock(1) { $0.sender.clock = ClockIdentity(raw: 6) }, .betterByTopology, .betterByTopology,
            .betterByTopology),
        Case(
            "one sender heard by two ports", clock(1), clock(1) { $0.receiver.number = 2 }, .betterByTopology,
            .betterByTopology, .betterByTopology),
        Case("one and the same", clock(1), clock(1), .same, .same, .same),
    ]

    @Test(arguments: cases) func `data sets compare as the figures say, either way about`(_ test: Case) {
        for (algorithm, result) in [
            (ProfileRow.BestMaster.standard, test.standard), (.alternate, test.alternate), (.dot1AS, test.dot1AS),
        ] {
            #expect(test.a.compared(with: test.b, by: algorithm) == result, "\(algorithm)")
            #expect(test.b.compared(with: test.a, by: algorithm) == Self.opposite(result), "\(algorithm), turned")
        }
    }

    static func opposite(_ comparison: Comparison) -> Comparison {
        switch comparison {
        case .better: .worse
        case .worse: .better
        case .betterByTopology: .worseByTopology
        case .worseByTopology: .betterByTopology
        case .same: .same
        }
    }

    @Test(arguments: [ProfileRow.BestMaster.standard, .alternate, .dot1AS])
    func `of any two clocks one is better, and the order has no circle`(_ algorithm: ProfileRow.BestMaster) {
        var chance = Dice(seed: 3)
        for _ in 0..<3_000 {
            let three = (0..<3).map { _ in
                clock(UInt64(1 + chance.below(2))) {
                    $0.priority1 = UInt8(chance.below(2))
                    $0.quality.clockClass = [6, 140][chance.below(2)]
                    $0.priority2 = UInt8(chance.below(2))
                    $0.localPriority = UInt8(1 + chance.below(2))
                    $0.sender.clock = ClockIdentity(raw: UInt64(20 + chance.below(3)))
                }
            }
            let (a, b, c) = (three[0], three[1], three[2])
            let (ab, bc, ac) = (
                a.compared(with: b, by: algorithm), b.compared(with: c, by: algorithm),
                a.compared(with: c, by: algorithm)
            )
            #expect(b.compared(with: a, by: algorithm) == Self.opposite(ab))
            if ab.isBetter, bc.isBetter { #expect(ac.isBetter) }
        }
    }
}
