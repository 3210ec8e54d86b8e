// SPDX-License-Identifier: Apache-2.0

import TimeBase
import TimeKeeping

/// Other servers.
extension AlarmEvidence {
    var sourcesDisagree: AlarmFinding? {
        guard snapshot.conditions.contains(.sourcesDisagree) else { return nil }
        let words = snapshot.upstreams.servers.compactMap { server in
            server.offset.map { "\(server.name) \($0 < .zero ? "−" : "+")\($0.magnitude.humanText)" }
        }
        let told = words.isEmpty ? "" : " Our clock − each server: \(words.joined(separator: ", "))."
        return AlarmFinding(
            (SourcesReport.dispute(snapshot.upstreams) ?? "Most sources contradict the receiver.") + told)
    }

    var fallback: AlarmFinding? {
        guard snapshot.state.phase == .fallback else { return nil }
        return AlarmFinding("The clock follows other servers", lasting: ", for its receiver cannot be followed.")
    }

    var serverUnusable: AlarmFinding? {
        let bad = snapshot.upstreams.servers.filter { $0.unfitness != nil || $0.verdict.isFalseticker }
        guard let first = bad.first else { return nil }
        let rest = bad.count > 1 ? " and \(Self.count(bad.count - 1, "other server"))" : ""
        return AlarmFinding("\(first.name)\(rest) cannot be used. \(first.sentence)")
    }
}
