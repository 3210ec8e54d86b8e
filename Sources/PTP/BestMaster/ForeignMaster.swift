// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Another port that announces itself on our network, and how much it is to be believed (IEEE 1588-2019, 9.3.2.4).
struct ForeignMaster: Sendable, BitwiseCopyable {
    var data: ClockDataSet
    var address: MessageAddress
    var timeSource: TimeSource
    /// When the last two of its Announces came; `previous` is `nil` after the first.
    var last: MonotonicInstant
    var previous: MonotonicInstant?
    /// When its last Sync came, as far as we hear them.
    var lastSync: MonotonicInstant?
    /// It has fallen silent; its next Announce brings it back.
    var isGone = false

    init(_ data: ClockDataSet, from address: MessageAddress, timeSource: TimeSource, at now: MonotonicInstant) {
        (self.data, self.address, self.timeSource, last) = (data, address, timeSource, now)
    }

    /// Whether it announced itself twice within the last four announce intervals (9.3.2.4.4 and 9.3.2.5), so that a single
    /// stray message moves nobody; `window` is those four intervals, `nil`: once is enough.
    func isQualified(at now: MonotonicInstant, window: Duration?) -> Bool {
        guard !isGone else { return false }
        guard let window else { return true }
        return previous.map { now - $0 <= window } ?? false
    }

    mutating func heard(
        _ data: ClockDataSet, from address: MessageAddress, timeSource: TimeSource, at now: MonotonicInstant
    ) {
        (self.data, self.address, self.timeSource) = (data, address, timeSource)
        (previous, last, isGone) = (last, now, false)
    }
}

/// The other masters heard of late: as many as there is room for.
struct ForeignMasterTable: Sendable {
    static let capacity = 8
    private var records = InlineArray<8, ForeignMaster?>(repeating: nil)

    subscript(index: Int) -> ForeignMaster? { records[index] }

    mutating func removeAll() { records = .init(repeating: nil) }

    /// Takes an Announce in. Where all places are taken, the least known one gives way: a flood of invented masters pushes
    /// out each other, not those that keep announcing themselves.
    mutating func heard(
        _ data: ClockDataSet, from address: MessageAddress, timeSource: TimeSource, at now: MonotonicInstant,
        window: Duration?
    ) {
        if let index = index(of: data.sender) {
            records[index]?.heard(data, from: address, timeSource: timeSource, at: now)
        } else {
            let place = place(at: now, window: window)
            records[place] = ForeignMaster(data, from: address, timeSource: timeSource, at: now)
        }
    }

    mutating func heardSync(of sender: PortIdentity, at now: MonotonicInstant) {
        guard let index = index(of: sender) else { return }
        records[index]?.lastSync = now
    }

    /// Moves all that was heard later by so much, but not past now.
    mutating func excuse(_ span: Duration, at now: MonotonicInstant) {
        for index in records.indices {
            guard var record = records[index] else { continue }
            record.last = min(record.last + span, now)
            record.previous = record.previous.map { min($0 + span, now) }
            record.lastSync = record.lastSync.map { min($0 + span, now) }
            records[index] = record
        }
    }

    /// Marks those that fell silent; returns whether there were any.
    mutating func lapse(at now: MonotonicInstant, _ rule: ReceiptTimeout) -> Bool {
        var hasChanged = false
        for index in records.indices {
            guard let record = records[index], !record.isGone, rule.deadline(of: record) <= now else { continue }
            records[index]?.isGone = true
            hasChanged = true
        }
        return hasChanged
    }

    /// When the next of them falls silent unless it is heard again.
    func nextLapse(_ rule: ReceiptTimeout) -> MonotonicInstant? {
        var next: MonotonicInstant?
        for index in records.indices {
            guard let record = records[index], !record.isGone else { continue }
            let deadline = rule.deadline(of: record)
            next = next.map { min($0, deadline) } ?? deadline
        }
        return next
    }

    /// The best of those that are qualified (9.3.2.3: Erbest).
    func best(
        at now: MonotonicInstant, window: Duration?, by algorithm: ProfileRow.BestMaster
    ) -> ForeignMaster? {
        var best: ForeignMaster?
        for index in records.indices {
            guard let record = records[index], record.isQualified(at: now, window: window) else { continue }
            if let present = best, !record.data.compared(with: present.data, by: algorithm).isBetter { continue }
            best = record
        }
        return best
    }

    private func index(of sender: PortIdentity) -> Int? {
        for index in records.indices where records[index]?.data.sender == sender { return index }
        return nil
    }

    private func place(at now: MonotonicInstant, window: Duration?) -> Int {
        var place = 0
        for index in records.indices {
            guard let record = records[index] else { return index }
            guard let present = records[place] else { return place }
            let standing = (record.isQualified(at: now, window: window) ? 1 : 0, record.last)
            let least = (present.isQualified(at: now, window: window) ? 1 : 0, present.last)
            if standing < least { place = index }
        }
        return place
    }
}
