// SPDX-License-Identifier: Apache-2.0

/// Many measurements of one series in few numbers, in the file's units. Merging in any order gives the same.
struct Summary: Hashable, Sendable {
    private(set) var least: Int64
    private(set) var most: Int64
    private(set) var total: Int64
    private(set) var count: Int64

    init(_ units: Int64) { (least, most, total, count) = (units, units, units, 1) }

    init(least: Int64, most: Int64, total: Int64, count: Int64) {
        (self.least, self.most, self.total, self.count) = (least, most, total, count)
    }

    /// A total too large for its place stays at the end of it: it comes from a file, which may hold anything.
    mutating func merge(_ other: Self) {
        least = min(least, other.least)
        most = max(most, other.most)
        total = Self.sum(total, other.total)
        count = Self.sum(count, other.count)
    }

    private static func sum(_ a: Int64, _ b: Int64) -> Int64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        guard overflow else { return sum }
        return a < 0 ? .min : .max
    }
}

/// The length of time that a row of one of the three tables stands for.
enum Grain: String, CaseIterable, Sendable {
    case second, minute, hour

    var milliseconds: Int64 {
        switch self {
        case .second: 1000
        case .minute: 60_000
        case .hour: 3_600_000
        }
    }

    func start(of utcMilliseconds: Int64) -> Int64 { utcMilliseconds - utcMilliseconds % milliseconds }
}
