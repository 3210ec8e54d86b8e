// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Minutes or hours: a row for each series. Each sample goes into its minute and its hour in the transaction that
/// writes it, so a crash cannot count it twice or in one of them only, and one that comes late still finds its place.
struct RollUpTable {
    struct Key: Hashable {
        let start: Int64
        let series: Series
    }

    let grain: Grain
    private var name: String { grain.rawValue }

    init(_ grain: Grain) { self.grain = grain }

    /// - Returns: how many rows are new.
    func add(_ measurements: [Measurement], to db: Database) throws -> Int {
        var added = 0
        for (key, summary) in summaries(measurements) {
            if try add(summary, key, to: db) { added += 1 }
        }
        return added
    }

    private func summaries(_ measurements: [Measurement]) -> [Key: Summary] {
        var summaries: [Key: Summary] = [:]
        for measurement in measurements {
            for series in Series.allCases {
                guard let units = measurement.units(of: series) else { continue }
                let key = Key(start: grain.start(of: measurement.utcMilliseconds), series: series)
                summaries[key, default: Summary(least: .max, most: .min, total: 0, count: 0)].merge(Summary(units))
            }
        }
        return summaries
    }

    private func add(_ summary: Summary, _ key: Key, to db: Database) throws -> Bool {
        let known = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT least, most, total, n FROM \(name) WHERE at = ? AND series = ?"),
            arguments: [key.start, key.series.code]
        ).flatMap { Self.summary($0, from: 0) }
        var all = summary
        if let known { all.merge(known) }
        try db.run(
            "INSERT OR REPLACE INTO \(name) (at, series, least, most, total, n) VALUES (?, ?, ?, ?, ?, ?)",
            [key.start, key.series.code, all.least, all.most, all.total, all.count])
        return known == nil
    }

    func fold(_ query: HistoryQuery, into folder: inout PointFolder, from db: Database) throws {
        let codes = query.series.map { String($0.code) }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT at, series, least, most, total, n FROM \(name)
                    WHERE at >= ? AND at < ? AND series IN (\(codes)) ORDER BY at
                    """),
            arguments: [query.from, query.to])
        let places = Dictionary(query.series.enumerated().map { (Int64($1.code), $0) }, uniquingKeysWith: { a, _ in a })
        while let row = try rows.next() {
            guard let at = row.integer(0), let code = row.integer(1), let place = places[code] else { continue }
            guard let summary = Self.summary(row, from: 2) else { continue }
            folder.add(summary, at: at, place: place)
        }
    }

    private static func summary(_ row: Row, from index: Int) -> Summary? {
        guard let least = row.integer(index), let most = row.integer(index + 1) else { return nil }
        guard let total = row.integer(index + 2), let count = row.integer(index + 3), count > 0 else { return nil }
        return Summary(least: least, most: most, total: total, count: count)
    }
}
