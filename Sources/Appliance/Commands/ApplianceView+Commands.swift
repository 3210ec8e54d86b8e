// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension ApplianceView {
    /// Carries a command out.
    /// - Parameter who: gives it, as the journal is to name them.
    public func perform(_ command: Command, by who: String = "console") throws(CommandRefusal) -> CommandResult {
        switch command {
        case .help: return .help(Command.all, scenes: scenes)
        case .status: return .status(StatusReport(snapshot))
        case .satellites: return .satellites(SatellitesReport(snapshot))
        case .sources: return .sources(SourcesReport(snapshot))
        case .alarms: return .alarms(AlarmsReport(alarms: Alarm.all(in: snapshot)))
        case .receiver: return .receiver(StatusReport(snapshot).receiver)
        case .ntp: return .ntp(StatusReport(snapshot).ntp)
        case .ptp: return .ptp(PTPReport(snapshot))
        case .clients(let service): return .clients(clients(of: service))
        case .version: return .version(VersionReport())
        case .ask(let wish):
            try ask(wish)
            return .done(DoneReport(done: "\(wish)"))
        case .scene(let name):
            try refuseUnless(name, isAmong: scenes)
            try play(scene: name)
            return .done(DoneReport(done: "scene \(name)"))
        case .acknowledge(let alarm):
            try acknowledge(alarm: alarm, by: who)
            return .done(DoneReport(done: "acknowledge \(alarm)"))
        }
    }

    /// Of one service, or of all.
    public func clients(of service: ClientsReport.Service?) -> ClientsReport {
        ClientsReport(service == .ptp ? [] : clients, ptp: service == .ntp ? [] : ptpClients, in: snapshot)
    }

    private func refuseUnless(_ name: String, isAmong scenes: [String]) throws(CommandRefusal) {
        guard !scenes.contains(name) else { return }
        guard !scenes.isEmpty else { throw CommandRefusal(.unavailable, "only the simulated board plays scenes") }
        throw CommandRefusal(
            .usage, "there is no scene \(quoted(name)); there are \(scenes.joined(separator: ", "))")
    }
}

extension SourcesReport {
    public init(_ snapshot: ApplianceSnapshot) {
        let status = StatusReport(snapshot)
        let isFollowed = snapshot.state.phase == .locked
        let receiver = Source(
            kind: "receiver", name: status.receiver.device, isFollowed: isFollowed && status.receiver.timeValid,
            text: "\(status.receiver.satellitesUsed) satellites used, fix \(status.receiver.fix), "
                + "time \(status.receiver.timeValid ? "valid" : "not valid").",
            lastHeardSeconds: status.receiver.secondsSinceEpoch)
        let pulse = status.pulse.source.map {
            Source(
                kind: "pulse", name: $0, isFollowed: isFollowed,
                text: status.pulse.marks.map { "The last edge marks \($0)." } ?? "Which second it marks is not known.",
                lastHeardSeconds: status.pulse.secondsSinceEdge, offsetNs: status.pulse.residualNs,
                jitterNs: snapshot.pulse.jitter?.realNanoseconds)
        }
        sources = [receiver] + (pulse.map { [$0] } ?? [])
    }
}
