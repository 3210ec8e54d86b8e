// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

extension PTPReport {
    public init(_ snapshot: ApplianceSnapshot) {
        let facts = snapshot.ptp
        self.init(
            clockIdentity: facts.clockIdentity.map { "\($0)" }, socketTrouble: facts.socketTrouble,
            ports: facts.ports.map { Port($0, in: snapshot) })
    }
}

extension PTPReport.Port {
    fileprivate init(_ facts: PTPPortFacts, in snapshot: ApplianceSnapshot) {
        let (settings, port) = (facts.settings, facts.port)
        let counters = port?.counters ?? PortCounters()
        self.init(
            number: Int(facts.number), identity: port.map { "\($0.identity)" }, interface: facts.interface,
            profile: settings.profile.rawValue, transport: settings.transport.rawValue, domain: Int(settings.domain),
            delayMechanism: settings.delayMechanism.name, state: facts.state.name, text: facts.sentence,
            secondsInState: facts.trouble == nil ? snapshot.age(of: port?.stateSince) : nil,
            timestamps: port?.stamping.name, timestampsText: facts.stampsText,
            announced: port.map { PTPReport.Announced($0.claim, settings) },
            foreignMasters: port.map { PTPReport.ForeignMaster.all(of: $0, in: snapshot) } ?? [],
            linkDelayNs: port?.meanLinkDelay?.duration.realNanoseconds, peer: port?.peer.map { "\($0)" },
            messages: MessageType.allCases.map {
                .init(type: $0.name, sent: counters[sent: $0], received: counters[received: $0])
            },
            refused: MessageRefusal.allCases.map { NamedCount($0.name, counters[$0]) },
            stampsLate: counters.stampsLate, stampsLost: counters.stampsLost, unsent: counters.unsent,
            handovers: counters.handovers,
            unicast: PTPReport.Unicast(
                isServed: settings.unicast != nil, clients: port?.unicastClients ?? 0,
                messagesPerSecond: port?.unicastRate ?? 0, granted: counters.granted,
                refused: counters.grantsRefused, cancelled: counters.cancelled))
    }
}

extension PTPReport.Announced {
    fileprivate init(_ claim: GrandmasterClaim, _ settings: PortSettings) {
        self.init(
            clockClass: Int(claim.quality.clockClass), clockAccuracy: Int(claim.quality.accuracy.rawValue),
            accuracyNs: claim.quality.accuracy.limit?.realNanoseconds,
            offsetScaledLogVariance: Int(claim.quality.variance), priority1: Int(settings.priority1),
            priority2: Int(settings.priority2), utcOffsetSeconds: Int(claim.utcOffset), flags: claim.flags.names,
            timeSource: claim.timeSource.name)
    }
}

extension PTPReport.ForeignMaster {
    fileprivate static func all(of port: PortFacts, in snapshot: ApplianceSnapshot) -> [Self] {
        port.foreignMasters.indices.compactMap { port.foreignMasters[$0] }.map { master in
            Self(
                identity: "\(master.sender)", address: master.address.text, grandmaster: "\(master.grandmaster)",
                priority1: Int(master.priority1), clockClass: Int(master.quality.clockClass),
                clockAccuracy: Int(master.quality.accuracy.rawValue),
                offsetScaledLogVariance: Int(master.quality.variance), priority2: Int(master.priority2),
                stepsRemoved: Int(master.stepsRemoved), timeSource: master.timeSource.name,
                isQualified: master.isQualified, isBetter: master.isBetter,
                secondsSinceLast: (snapshot.now - master.last).realSeconds)
        }
    }
}

extension PTPPortFacts {
    /// What it does, or why it does not.
    public var sentence: String {
        if let trouble { return "Nobody is served: \(trouble.clause)." }
        switch state {
        case .initializing: return "It is about to begin."
        case .faulty: return "Nobody is served: the network link is down."
        case .disabled: return "It is switched off."
        case .listening, .preMaster: return "It listens whether there is a better master."
        case .master: return "It is the master of its domain."
        case .passive:
            return betterMaster.map { "It keeps silent: \($0.grandmaster) is a better master." }
                ?? "It keeps silent: there is a better master."
        case .uncalibrated, .slave: return "It follows another master."
        }
    }
}
