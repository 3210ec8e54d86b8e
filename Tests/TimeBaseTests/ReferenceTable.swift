// SPDX-License-Identifier: Apache-2.0

import Foundation
import TimeBase

/// One line of Reference/civil.csv, which a Python script computed by its own calendar arithmetic.
struct ReferenceRow: Sendable {
    let text: String
    let unixSeconds: Int64
    let ntp: UInt64
    let tai: TAIInstant
    let fraction: Duration
    let gps: (week: Int, second: Int)?
    let galileo: (week: Int, second: Int)?
    let beidou: (week: Int, second: Int)?

    init?(_ line: Substring) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == 11, let unix = Int64(fields[1]), let ntp = UInt64(fields[2], radix: 16),
            let tai = Int64(fields[3]), let attoseconds = Int64(fields[4])
        else { return nil }
        text = String(fields[0])
        unixSeconds = unix
        self.ntp = ntp
        fraction = Duration(secondsComponent: 0, attosecondsComponent: attoseconds)
        self.tai = TAIInstant(sinceEpoch: .seconds(tai) + fraction)
        gps = Self.week(fields[5], fields[6])
        galileo = Self.week(fields[7], fields[8])
        beidou = Self.week(fields[9], fields[10])
    }

    private static func week(_ week: Substring, _ second: Substring) -> (week: Int, second: Int)? {
        guard let week = Int(week), let second = Int(second) else { return nil }
        return (week, second)
    }
}

enum Reference {
    static func text(_ name: String) throws -> String {
        try String(contentsOf: url(name), encoding: .utf8)
    }

    static func url(_ name: String) -> URL {
        Bundle.module.bundleURL.appendingPathComponent("Reference").appendingPathComponent(name)
    }

    static func rows() throws -> [ReferenceRow] {
        try text("civil.csv").split(separator: "\n").compactMap(ReferenceRow.init)
    }
}
