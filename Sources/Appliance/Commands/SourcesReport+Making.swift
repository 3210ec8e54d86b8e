// SPDX-License-Identifier: Apache-2.0

import TimeBase
import TimeKeeping

extension SourcesReport {
    public init(_ snapshot: ApplianceSnapshot) {
        let status = StatusReport(snapshot)
        let isFollowed = snapshot.state.phase == .locked
        var receiver = Source(
            kind: "receiver", name: status.receiver.device, isFollowed: isFollowed && status.receiver.timeValid,
            text: AlarmEvidence.count(status.receiver.satellitesUsed, "satellite")
                + " used, fix \(status.receiver.fix), "
                + "time \(status.receiver.timeValid ? "valid" : "not valid").",
            lastHeardSeconds: status.receiver.secondsSinceEpoch)
        let pulse = status.pulse.source.map {
            Source(
                kind: "pulse", name: $0, isFollowed: isFollowed,
                text: status.pulse.marks.map { "The last edge marks \($0)." } ?? "Which second it marks is not known.",
                lastHeardSeconds: status.pulse.secondsSinceEdge, offsetNs: status.pulse.residualNs,
                jitterNs: snapshot.pulse.jitter?.realNanoseconds)
        }
        if !snapshot.upstreams.servers.isEmpty { receiver.standing = snapshot.upstreams.receiver?.word }
        let servers = snapshot.upstreams.servers.map { Source($0, in: snapshot) }
        sources = [receiver] + (pulse.map { [$0] } ?? []) + servers
        failover = status.failover
        dispute = Self.dispute(snapshot.upstreams)
        let isChoice = !snapshot.upstreams.servers.isEmpty || status.failover.isWorthTelling
        place = isChoice ? status.failover.phrase : nil
    }
}

extension ApplianceView {
    /// Of one service, or of all.
    public func clients(of service: ClientsReport.Service?) -> ClientsReport {
        var report = ClientsReport(
            service == .ptp ? [] : clients, ptp: service == .ntp ? [] : ptpClients, in: snapshot)
        report.service = service
        return report
    }
}
