// SPDX-License-Identifier: Apache-2.0

import PTP
import TimeBase

/// How the PTP ports fare.
extension AlarmEvidence {
    /// How long a stamp that was missed is held against a port.
    private static let missedLately: Duration = .seconds(60)

    var ptpWithoutInterface: AlarmFinding? {
        told { port in
            if let trouble = port.trouble { return trouble.kind == .noInterface ? trouble.clause : nil }
            return port.state == .faulty ? "the network link is down" : nil
        } sentence: {
            "PTP is not served by \($0)."
        }
    }

    var ptpNotServed: AlarmFinding? {
        told { port in
            port.trouble.flatMap { $0.kind == .noInterface ? nil : $0.clause }
        } sentence: {
            "PTP is not served by \($0)."
        }
    }

    var ptpPassive: AlarmFinding? {
        told { port in
            guard port.state == .passive else { return nil }
            return port.betterMaster.map { "\($0.grandmaster) is better" } ?? "another master is better"
        } sentence: {
            "PTP is left to another master by \($0)."
        }
    }

    var ptpStamps: AlarmFinding? {
        told { port in
            guard let last = port.lastStampMissed, snapshot.now - last < Self.missedLately,
                let counters = port.port?.counters
            else { return nil }
            return "\(counters.stampsLate) late and \(counters.stampsLost) lost since the start"
        } sentence: {
            "Stamps of sent PTP messages come late or never at \($0)."
        }
    }

    /// "port 1 (eth0): its cause"; the first few of them.
    private func told(
        _ cause: (PTPPortFacts) -> String?, sentence: (String) -> String
    ) -> AlarmFinding? {
        let found = snapshot.ptp.ports.compactMap { port in
            cause(port).map { "port \(port.number) (\(port.interface)): \($0)" }
        }
        guard !found.isEmpty else { return nil }
        let rest = found.count > 3 ? "; and \(found.count - 3) more" : ""
        return AlarmFinding(sentence(found.prefix(3).joined(separator: "; ") + rest))
    }
}
