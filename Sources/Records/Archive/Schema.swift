// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The file's tables, and how those of earlier versions become them. A step that was released is never changed.
enum Schema {
    /// Flash is written in blocks of 4 KiB at least, but a batch touches half a dozen pages with a few hundred octets
    /// each; small pages make that two blocks instead of six.
    static let pageOctets: Int64 = 1024

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: history + journal + outbox)
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: outages)
        }
        migrator.registerMigration("3") { db in
            try db.execute(sql: "ALTER TABLE second ADD COLUMN watchWorst INTEGER")
        }
        migrator.registerMigration("4") { db in
            try db.execute(sql: watched)
        }
        migrator.registerMigration("5") { db in
            try db.execute(sql: watchedSpan)
        }
        return migrator
    }

    /// What a file of the present version can be asked.
    static let questions = [
        "SELECT at, \(Series.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")) FROM second",
        "SELECT at, series, least, most, total, n FROM minute", "SELECT at, series, least, most, total, n FROM hour",
        "SELECT id, at, kind, severity, who, origin, text, old, new FROM journal",
        "SELECT id, channel, payload FROM outbox",
        "SELECT id, \(OutageTable.columns.joined(separator: ", ")) FROM outage",
        "SELECT at, team, ahead, behind, distance, uncertainty, over FROM watched",
        "SELECT at, team, clock, least, most, uncertainty, over FROM watchedSpan",
    ]

    /// `second` has a row for each sample; its key is the milliseconds that the clock showed. `minute` and `hour` have
    /// a row for each series: its number, the least and the most value, and the total of `n` values.
    private static let history = """
        CREATE TABLE second (
            at INTEGER PRIMARY KEY, "offset" INTEGER, bound INTEGER, frequency INTEGER, temperature INTEGER,
            satellites INTEGER, cn0 INTEGER, pulseResidual INTEGER, loopLatency INTEGER, ntpRequests INTEGER);
        CREATE TABLE minute (
            at INTEGER NOT NULL, series INTEGER NOT NULL, least INTEGER NOT NULL, most INTEGER NOT NULL,
            total INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (at, series)) WITHOUT ROWID;
        CREATE TABLE hour (
            at INTEGER NOT NULL, series INTEGER NOT NULL, least INTEGER NOT NULL, most INTEGER NOT NULL,
            total INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (at, series)) WITHOUT ROWID;

        """

    private static let journal = """
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, severity INTEGER NOT NULL,
            who TEXT, origin TEXT, text TEXT NOT NULL, old TEXT, new TEXT);

        """

    private static let outbox = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, payload BLOB NOT NULL);
        CREATE INDEX outbox_channel ON outbox (channel, id);
        """

    /// The worst pair of each watched group in each minute: milliseconds and nanoseconds.
    private static let watched = """
        CREATE TABLE watched (
            at INTEGER NOT NULL, team TEXT NOT NULL, ahead TEXT NOT NULL, behind TEXT NOT NULL,
            distance INTEGER NOT NULL, uncertainty INTEGER NOT NULL, over INTEGER NOT NULL, UNIQUE (team, at));
        """

    /// Where each watched clock was in each ten minutes: milliseconds and nanoseconds.
    private static let watchedSpan = """
        CREATE TABLE watchedSpan (
            at INTEGER NOT NULL, team TEXT NOT NULL, clock TEXT NOT NULL, least INTEGER NOT NULL, most INTEGER NOT NULL,
            uncertainty INTEGER NOT NULL, over INTEGER NOT NULL, UNIQUE (team, clock, at));
        """

    /// Times in which there was no reference: seconds, nanoseconds and degrees Celsius as they are.
    private static let outages = """
        CREATE TABLE outage (
            id INTEGER PRIMARY KEY AUTOINCREMENT, began INTEGER NOT NULL UNIQUE, seconds REAL, cause TEXT NOT NULL,
            ending TEXT NOT NULL, gaveUp REAL, predicted REAL, promised REAL, found REAL, uncertainty REAL,
            kept INTEGER, temperatureBegin REAL, temperatureEnd REAL);
        """
}
