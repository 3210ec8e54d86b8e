// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Another port that announces itself on our network, and how much it is to be believed (IEEE 1588-2019, 9.3.2.4).
struct ForeignMaster: Sendable, BitwiseCopyable {
    var data: ClockDataSet
    var address: MessageAddress
    var timeSource: TimeSource
    /// When its last Announce came.
    var last: MonotonicInstant
    /// When its last Sync came, as far as we hear them.
    var lastSync: MonotonicInstant?
    /// It has announced itself twice within the window (9.3.2.5), so that a single stray message moves nobody; from then
    /// on it counts until it is gone.
    var isQualified: Bool
    /// It has fallen silent; its next Announce brings it back.
    var isGone = false

    /// - Parameter isQualified: one Announce is enough.
    init(
        _ data: ClockDataSet, from address: MessageAddress, timeSource: TimeSource, at now: MonotonicInstant,
        isQualified: Bool
    ) {
        (self.data, self.address, self.timeSource, last) = (data, address, timeSource, now)
        self.isQualified = isQualified
    }

    /// - Parameter window: how long an Announce counts towards being believed; `nil`: one is enough.
    mutating func heard(
        _ data: ClockDataSet, from address: MessageAddress, timeSource: TimeSource, at now: MonotonicInstant,
        window: Duration?
    ) {
        isQualified = isQualified || window.map { now - last <= $0 } ?? true
        (self.data, self.address, self.timeSource) = (data, address, timeSource)
        (last, isGone) = (now, false)
    }
}

/// The other masters heard of late: as many as there is room for.
struct ForeignMasterTable: Sendable {
    static let capacity = 8
    private var records = InlineArray<8, ForeignMaster?>(repeating: nil)

    subscript(index: Int) -> ForeignMaster? { records[index] }

    mutating func removeAll() { records = .init(repeating: nil) }

    /// Takes an Announce in. Where all places are taken, the worst one gives way to a better one, first of those that are not
    /// qualified: however many masters are invented, the best that keeps announcing itself is kept.
    mutating func heard(
        _ data: ClockDataSet, from address: MessageAddress, timeSource: TimeSource, at now: MonotonicInstant,
        window: Duration?, by algorithm: ProfileRow.BestMaster
    ) {
        if let index = index(of: data.sender) {
            records[index]?.heard(data, from: address, timeSource: timeSource, at: now, window: window)
        } else if let place = place(for: data, by: algorithm) {
            records[place] = ForeignMaster(
                data, from: address, timeSource: timeSource, at: now, isQualified: window == nil)
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
            records[index]?.isQualified = false
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

    /// The best of those that are qualified (9.3.2.3: Erbest), or of all that are heard.
    func best(by algorithm: ProfileRow.BestMaster, amongAll: Bool = false) -> ForeignMaster? {
        var best: ForeignMaster?
        for index in records.indices {
            guard let record = records[index], record.isQualified || amongAll && !record.isGone else { continue }
            if let present = best, !record.data.compared(with: present.data, by: algorithm).isBetter { continue }
            best = record
        }
        return best
    }

    private func index(of sender: PortIdentity) -> Int? {
        for index in records.indices where records[index]?.data.sender == sender { return index }
        return nil
    }

    /// A free place, or one of who is gone, or that of the worst, if that is worse than `data`; those that are qualified give
    /// way only where all are.
    private func place(for data: ClockDataSet, by algorithm: ProfileRow.BestMaster) -> Int? {
        var (place, worst): (Int?, ClockDataSet) = (nil, data)
        let areQualified = areAllQualified
        for index in records.indices {
            guard let record = records[index], !record.isGone else { return index }
            guard record.isQualified == areQualified, worst.compared(with: record.data, by: algorithm).isBetter
            else { continue }
            (place, worst) = (index, record.data)
        }
        return place
    }

    private var areAllQualified: Bool {
        for index in records.indices where records[index]?.isQualified != true { return false }
        return true
    }
}
