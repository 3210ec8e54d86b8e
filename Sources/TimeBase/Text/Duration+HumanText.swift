// SPDX-License-Identifier: Apache-2.0

extension Duration {
    /// As one would say it, to about three figures below a second and in one unit above: "12.3 µs", "−4.56 ms",
    /// "3.2 s", "45 s", "3 min", "5 h", "12 days", "19.6 years". Rounded to nearest; below a picosecond it is "0 s".
    public var humanText: String {
        let size = magnitude
        let sign = self < .zero ? "−" : ""
        for unit in Self.humanUnits where size < unit.below {
            let text = size.text(in: unit)
            return text == "0 s" ? text : sign + text
        }
        return sign + "ages"
    }

    private struct HumanUnit {
        /// The first magnitude that is too long for this unit, so that rounding never shows 1000 of it.
        var below: Duration
        var size: Duration
        var name: String
        var decimals: Int
    }

    private static let humanUnits: [HumanUnit] = {
        let minute = Duration.seconds(60)
        let (hour, day, year) = (minute * 60, minute * 1440, Duration.seconds(31_556_952))
        let fine: [(Duration, String)] = [
            (.picoseconds(1), "ps"), (.nanoseconds(1), "ns"), (.microseconds(1), "µs"), (.milliseconds(1), "ms"),
        ]
        let small = fine.flatMap { size, name in
            [
                HumanUnit(below: size * 9.995, size: size, name: name, decimals: 2),
                HumanUnit(below: size * 99.95, size: size, name: name, decimals: 1),
                HumanUnit(below: size * 999.5, size: size, name: name, decimals: 0),
            ]
        }
        return small + [
            HumanUnit(below: .milliseconds(9950), size: .seconds(1), name: "s", decimals: 1),
            HumanUnit(below: .milliseconds(119_500), size: .seconds(1), name: "s", decimals: 0),
            HumanUnit(below: minute * 119.5, size: minute, name: "min", decimals: 0),
            HumanUnit(below: hour * 47.5, size: hour, name: "h", decimals: 0),
            HumanUnit(below: day * 730.5, size: day, name: "days", decimals: 0),
            HumanUnit(below: year * 99.95, size: year, name: "years", decimals: 1),
            HumanUnit(below: .seconds(Int64.max), size: year, name: "years", decimals: 0),
        ]
    }()

    private func text(in unit: HumanUnit) -> String {
        let scale: Int128 = [1, 10, 100][unit.decimals]
        let rounded = (attoseconds * scale * 2 + unit.size.attoseconds) / (unit.size.attoseconds * 2)
        if rounded == 0 { return "0 s" }
        let whole = String(rounded / scale)
        var tail = unit.decimals == 0 ? "" : "." + padded(Int(rounded % scale), to: unit.decimals)
        while tail.hasSuffix("0") { tail.removeLast() }
        return whole + (tail == "." ? "" : tail) + " " + unit.name
    }
}
