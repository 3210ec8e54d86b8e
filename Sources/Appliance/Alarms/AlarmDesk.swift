// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Keeps the book of alarms: what holds for long enough is raised, what has not held for long enough is cleared, and
/// between the two somebody may acknowledge it. It reads no clock; the same readings give the same changes.
///
/// For each alarm, raised and cleared alternate, however its condition flaps; while it is raised, a graver reading is
/// told at once, a less grave one once it has lasted for as long as clearing takes.
public struct AlarmDesk: Sendable {
    /// May be changed at any time; what is raised stays so until it clears by the new rules.
    public var rules: AlarmRules
    private var files: [String: AlarmFile] = [:]
    private var lastLook: MonotonicInstant?

    public init(rules: AlarmRules = AlarmRules()) { self.rules = rules }

    /// What is raised, the gravest first, acknowledged or not.
    public var active: [Alarm] {
        Alarm.gravestFirst(files.values.compactMap { $0.alarm(at: lastLook) })
    }

    /// Their ids, in no order.
    var raised: [String] { files.filter(\.value.isRaised).map(\.key) }

    /// Takes notice of what holds now.
    /// - Parameters:
    ///   - readings: ``AlarmWatch/readings(of:and:)``; what is not among them does not hold.
    ///   - now: not before the last one. Nothing is supposed to have changed since then.
    ///   - utc: what our clock shows now.
    /// - Returns: What changed, in the order of ``AlarmDefinition/all``.
    public mutating func observe(
        _ readings: [AlarmReading], at now: MonotonicInstant, utc: UTCInstant
    ) -> [AlarmChange] {
        lastLook = now
        let held = Dictionary(readings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return Self.inOrder(Set(held.keys).union(files.keys)).compactMap { id in
            let change = heed(held[id], of: id, at: now, utc: utc)
            return change.map { AlarmChange($0.kind, $0.alarm, at: now, utc: utc) }
        }
    }

    /// Takes down that somebody has seen it.
    /// - Throws: Where it is not raised, or acknowledged already.
    public mutating func acknowledge(
        _ id: String, by who: String, at now: MonotonicInstant, utc: UTCInstant
    ) throws(CommandRefusal) -> AlarmChange {
        guard var file = files[id], file.isRaised else { throw refusal(of: id) }
        if let before = file.acknowledged {
            throw CommandRefusal(.unavailable, "\(id) is acknowledged already, by \(before)")
        }
        file.acknowledged = who
        files[id] = file
        let alarm = file.alarm(at: now) ?? file.reading.alarm()
        return AlarmChange(.acknowledged(by: who), alarm, at: now, utc: utc)
    }

    private func refusal(of id: String) -> CommandRefusal {
        guard AlarmDefinition.ids.contains(id) else {
            let guess = NearMiss.best(for: id, among: AlarmDefinition.ids).map { "; did you mean '\($0)'?" } ?? ""
            return CommandRefusal(.usage, "there is no alarm \(quoted(id))\(guess)")
        }
        return CommandRefusal(.unavailable, "\(id) is not raised")
    }

    private mutating func heed(
        _ reading: AlarmReading?, of id: String, at now: MonotonicInstant, utc: UTCInstant
    ) -> AlarmFile.News? {
        guard var file = files[id] ?? reading.map({ AlarmFile($0, at: now) }) else { return nil }
        let news = file.heed(reading, raiseAfter: raiseAfter(id), clearAfter: clearAfter(id), at: now, utc: utc)
        files[id] = file.isClosed ? nil : file
        return news
    }

    private func raiseAfter(_ id: String) -> Duration { AlarmDefinition.named(id).map(rules.raiseAfter) ?? .zero }

    private func clearAfter(_ id: String) -> Duration { AlarmDefinition.named(id).map(rules.clearAfter) ?? .zero }

    private static func inOrder(_ ids: Set<String>) -> [String] {
        ids.sorted { (AlarmDefinition.rank($0), $0) < (AlarmDefinition.rank($1), $1) }
    }
}
