// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension YearReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.pairs(account)
        for loss in losses.prefix(Self.mostLosses) { sheet.put(loss.text, indent: 2) }
        if !outages.isEmpty {
            sheet.blank()
            sheet.table(
                [
                    .figure("day"), .init("outage"), .figure("length"), .figure("error"), .figure("bound"),
                    .figure("locked after"), .init(""),
                ], outages.map(\.cells))
        }
        if !leaps.isEmpty {
            sheet.blank()
            for leap in leaps { sheet.put(leap.text) }
        }
        sheet.blank()
        sheet.put(faults.isEmpty ? "As it is to be." : "Not as it is to be: \(faults.joined(separator: "; ")).")
        return sheet.text
    }

    private static let mostLosses = 20

    private var account: [(String, String)] {
        let first = secondsToLock.map { "\($0) s" } ?? "never"
        let outside = "\(secondsOutside) s of \(secondsReliedOn) s"
        return [
            ("simulated", "\(Phrase.count(days, "day")), seed \(seed), \(isAided ? "with" : "without") a thermometer"),
            ("processor", "\(Int(processorSeconds.rounded())) s"),
            ("first lock after", first),
            ("seconds", "\(secondsLocked) locked, \(secondsInHoldover) in holdover, \(secondsOtherwise) otherwise"),
            ("lost without cause", "\(Phrase.count(losses.count, "lock")), \(Phrase.count(steps, "step"))"),
            ("error while locked", "\(Self.text(rmsLocked)) RMS, \(Self.text(worstLocked)) at most"),
            ("in storms", "\(Self.text(rmsInStorms)) RMS"),
            ("beyond the bound", "\(outside), at most \(Self.ratio(worst)) of it"),
            ("median bound", "\(Self.ratio(tight)) times the RMS error while locked"),
        ]
    }

    static func text(_ seconds: Double) -> String { Duration.realSeconds(seconds).humanText }
    private static func ratio(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

extension YearReport.Outage {
    fileprivate var cells: [String] {
        let locked = secondsToLock.map { "\($0) s" } ?? "never"
        return [
            "\((day * 10).rounded() / 10)", kind, Duration.seconds(seconds).humanText, YearReport.text(error),
            YearReport.text(bound), locked, isKept ? "" : "beyond its bound",
        ]
    }
}

extension YearReport.Leap {
    fileprivate var text: String {
        let sign = change > 0 ? "inserted" : "left out"
        let outcome = secondsWrong == 0 ? "right all along" : "UTC wrong for \(secondsWrong) s"
        return "day \(Int(day)): a second \(sign), \(outcome)"
    }
}

extension YearReport.Loss {
    fileprivate var text: String {
        let storm = lateShare > 0 ? ", \(Int((lateShare * 100).rounded())) % of the edges late" : ""
        return "day \(second / 86_400), second \(second % 86_400)\(storm): \(reason)"
    }
}
