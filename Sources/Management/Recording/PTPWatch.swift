// SPDX-License-Identifier: Apache-2.0

import Appliance
import PTP
import Records

/// Which state each PTP port was last seen in, so that what changes is written down: who is the master, and who is better.
struct PTPWatch: Sendable {
    private var states: [UInt16: PortState] = [:]

    /// What changed since the last look. What passes by itself within seconds is not told.
    mutating func news(in snapshot: ApplianceSnapshot) -> [JournalRecord] {
        var records: [JournalRecord] = []
        for port in snapshot.ptp.ports where Self.isLasting(port.state) {
            let before = states.updateValue(port.state, forKey: port.number)
            if before != port.state { records.append(Self.record(port, before, snapshot)) }
        }
        let numbers = Set(snapshot.ptp.ports.map(\.number))
        states = states.filter { numbers.contains($0.key) }
        return records
    }

    private static func isLasting(_ state: PortState) -> Bool {
        state == .master || state == .passive || state == .faulty
    }

    private static func record(
        _ port: PTPPortFacts, _ before: PortState?, _ snapshot: ApplianceSnapshot
    ) -> JournalRecord {
        JournalRecord(
            utcMilliseconds: max(0, snapshot.unixMilliseconds), kind: .state,
            severity: port.state == .faulty ? .warning : .info,
            text: "PTP port \(port.number) (\(port.interface)): \(port.sentence)", old: before?.name,
            new: port.state.name)
    }
}
