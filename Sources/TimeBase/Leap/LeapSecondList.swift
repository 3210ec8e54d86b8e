// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a `leap-seconds.list`, and where.
public struct LeapSecondListFault: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        /// Neither a comment nor "NTP-SECONDS COUNT".
        case notAnEntry
        /// A special comment (`#$`, `#@`, `#h`) that does not hold what it should.
        case malformedComment
        /// A special comment that comes a second time.
        case doubled
        /// The seconds are not those of a 00:00:00 UTC.
        case notMidnight
        /// Not later than the entry before it.
        case outOfOrder
        /// The count does not differ by one second from the one before it.
        case notByOneSecond
        /// The first entry is not 1972-01-01 with 10 s.
        case wrongBeginning
        /// No entry at all.
        case noEntries
        /// No `#@` line: nobody knows until when the list is complete.
        case noExpiry
        /// No `#h` line.
        case noHash
        /// The `#h` line does not fit the data: the file was damaged or edited.
        case hashMismatch
        /// More bytes than such a list ever has.
        case tooLong
    }

    /// Counted from 1; the last line for what concerns the file as a whole.
    public let line: Int
    public let reason: Reason

    public var description: String { "line \(line): \(explanation)" }

    private var explanation: String {
        switch reason {
        case .notAnEntry: "expected NTP seconds and TAI−UTC, or a comment"
        case .malformedComment: "this #$, #@ or #h line cannot be read"
        case .doubled: "this kind of line was there before"
        case .notMidnight: "these NTP seconds are not a midnight"
        case .outOfOrder: "not later than the entry before"
        case .notByOneSecond: "TAI−UTC must change by one second"
        case .wrongBeginning: "the list must begin with 2272060800 10 (1972-01-01)"
        case .noEntries: "the list has no entries"
        case .noExpiry: "the list has no #@ line with its expiry"
        case .noHash: "the list has no #h line with its hash"
        case .hashMismatch: "the data do not fit the hash in the #h line"
        case .tooLong: "longer than \(LeapSecondList.sizeLimit) bytes"
        }
    }
}

/// A `leap-seconds.list` as NIST and the IERS publish it, read line by line.
struct LeapSecondList {
    static let sizeLimit = 256 * 1024
    static let ntpEpochDay = -25_567

    private(set) var entries: [LeapSecondTable.Entry] = []
    private(set) var updated: Int64?
    private(set) var expires: Int64?
    private var hash: [UInt32]?
    private var hashLine = 0
    private var hashed: [UInt8] = []
    private var line = 0

    init(_ bytes: [UInt8], requiringHash: Bool) throws(LeapSecondListFault) {
        guard bytes.count <= Self.sizeLimit else { throw LeapSecondListFault(line: 1, reason: .tooLong) }
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            do throws(Refusal) { try read(text) } catch { throw fault(error.reason) }
        }
        try checkWhole(requiringHash: requiringHash)
    }

    private struct Refusal: Error {
        let reason: LeapSecondListFault.Reason
        init(_ reason: LeapSecondListFault.Reason) { self.reason = reason }
    }

    private func fault(_ reason: LeapSecondListFault.Reason, line: Int? = nil) -> LeapSecondListFault {
        LeapSecondListFault(line: line ?? self.line, reason: reason)
    }

    private func checkWhole(requiringHash: Bool) throws(LeapSecondListFault) {
        if entries.isEmpty { throw fault(.noEntries) }
        if expires == nil { throw fault(.noExpiry) }
        guard let hash else {
            if requiringHash { throw fault(.noHash) }
            return
        }
        if hash != SHA1.words(of: hashed) { throw fault(.hashMismatch, line: hashLine) }
    }

    private mutating func read(_ text: ArraySlice<UInt8>) throws(Refusal) {
        guard text.first == UInt8(ascii: "#") else { return try readEntry(text) }
        let fields = Self.fields(of: text.dropFirst(2))
        switch text.dropFirst().first {
        case UInt8(ascii: "$"): try Self.readStamp(fields, into: &updated, hashing: &hashed)
        case UInt8(ascii: "@"): try Self.readStamp(fields, into: &expires, hashing: &hashed)
        case UInt8(ascii: "h"): try readHash(fields)
        default: return
        }
    }

    /// `#$ 3960835200`: NTP seconds, not taken modulo 2³².
    private static func readStamp(
        _ fields: [ArraySlice<UInt8>], into stamp: inout Int64?, hashing hashed: inout [UInt8]
    ) throws(Refusal) {
        if stamp != nil { throw Refusal(.doubled) }
        guard fields.count == 1, let value = number(fields[0]) else { throw Refusal(.malformedComment) }
        stamp = value
        hashed += fields[0]
    }

    /// Five words of hexadecimal digits; their leading zeros may be missing, as in some published lists.
    private mutating func readHash(_ fields: [ArraySlice<UInt8>]) throws(Refusal) {
        if hash != nil { throw Refusal(.doubled) }
        let words = fields.compactMap { field -> UInt32? in
            field.first == UInt8(ascii: "+") ? nil : UInt32(String(decoding: field, as: UTF8.self), radix: 16)
        }
        guard fields.count == 5, words.count == 5 else { throw Refusal(.malformedComment) }
        (hash, hashLine) = (words, line)
    }

    private mutating func readEntry(_ text: ArraySlice<UInt8>) throws(Refusal) {
        let fields = Self.fields(of: text.prefix { $0 != UInt8(ascii: "#") })
        if fields.isEmpty && text.allSatisfy(Self.isBlank) { return }
        guard fields.count == 2, let seconds = Self.number(fields[0]), let number = Self.number(fields[1]),
            let count = Int32(exactly: number)
        else { throw Refusal(.notAnEntry) }
        guard seconds % 86_400 == 0 else { throw Refusal(.notMidnight) }
        let entry = LeapSecondTable.Entry(day: Int(seconds / 86_400) + Self.ntpEpochDay, taiMinusUTC: count)
        try check(entry)
        entries.append(entry)
        hashed += fields[0] + fields[1]
    }

    private func check(_ entry: LeapSecondTable.Entry) throws(Refusal) {
        guard let last = entries.last else {
            guard entry == LeapSecondTable.Entry(day: 730, taiMinusUTC: 10) else { throw Refusal(.wrongBeginning) }
            return
        }
        guard entry.day > last.day else { throw Refusal(.outOfOrder) }
        guard abs(Int64(entry.taiMinusUTC) - Int64(last.taiMinusUTC)) == 1 else { throw Refusal(.notByOneSecond) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private static func fields(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        text.split(whereSeparator: isBlank)
    }

    /// Up to twelve decimal digits: enough for the year 33 000, too few to overflow anything.
    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard field.count <= 12, field.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return field.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
}

extension LeapSecondTable {
    /// Reads a `leap-seconds.list` (NIST, IERS; Debian's tzdata installs one): lines of NTP seconds and TAI − UTC,
    /// `#@` with the expiry, `#h` with a SHA-1 hash over the digits of `#$`, `#@` and the entries.
    /// - Parameter requiringHash: false takes a list without `#h` too; one that does not fit is always refused.
    public init(list bytes: [UInt8], requiringHash: Bool = true) throws(LeapSecondListFault) {
        let list = try LeapSecondList(bytes, requiringHash: requiringHash)
        let (expiryDay, second) = (list.expires ?? 0).quotientAndRemainder(dividingBy: 86_400)
        let day = Int(expiryDay) + LeapSecondList.ntpEpochDay
        let count = list.entries.last { $0.day <= day }?.taiMinusUTC ?? 10
        let expiry = Entry(day: day, taiMinusUTC: count).start + .seconds(second)
        self.init(entries: list.entries, listExpiry: expiry, expiry: expiry)
    }
}
