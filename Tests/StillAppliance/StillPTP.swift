// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Board
import PTP
import TimeBase

extension PTPFacts {
    /// One port, master on eth0 for a minute, with another master beside it that is worse.
    public static var serving: PTPFacts {
        var facts = PTPFacts()
        facts.clockIdentity = .still
        var port = PTPPortFacts(number: 1, interface: "eth0", settings: PortSettings(.defaultP2P))
        port.stampsText = "Software timestamps, good to tens of microseconds: the configuration says so."
        port.port = .master
        facts.ports = [port]
        return facts
    }

    /// The other master is better now.
    public mutating func makePassive() {
        ports[0].port?.state = .passive
        ports[0].port?.foreignMasters[0]?.isBetter = true
        ports[0].port?.counters.handovers = 1
    }
}

extension PTPClientFacts {
    /// One with grants.
    public static var still: PTPClientFacts {
        let identity = PortIdentity(clock: ClockIdentity(raw: 0x001B_21FF_FE00_000A), number: 1)
        var client = ClientFacts(
            identity: identity, address: .ip(IPAddress(v4: 0x0A00_0007)), first: .still - .seconds(60),
            last: .still - .seconds(1))
        (client.announce, client.sync, client.delayResponse) = (1, -4, -4)
        client.grantsEnd = .still + .seconds(240)
        (client.sent, client.answered, client.refused, client.delayRequestRate) = (900, 901, 2, 15.9)
        client.offset = TimeInterval(.nanoseconds(-31))
        client.state = .slave
        return PTPClientFacts(port: 1, interface: "eth0", client: client)
    }
}

extension ClockIdentity {
    fileprivate static let still = ClockIdentity(raw: 0x001B_21FF_FE00_0001)
}

extension MonotonicInstant {
    /// When the still appliance is looked at.
    fileprivate static let still = MonotonicInstant(sinceEpoch: .seconds(200))
}

extension PortFacts {
    fileprivate static var master: PortFacts {
        let claim = GrandmasterClaim(
            quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x22), variance: 0x4E5D),
            utcOffset: 37, flags: [.utcOffsetValid, .ptpTimescale, .timeTraceable, .frequencyTraceable],
            timeSource: .gnss)
        var facts = PortFacts(
            identity: PortIdentity(clock: .still, number: 1), state: .master, stateSince: .still - .seconds(60),
            stamping: .software, claim: claim)
        let other = ClockIdentity(raw: 0x001B_21FF_FE00_0009)
        facts.foreignMasters[0] = ForeignMasterFacts(
            sender: PortIdentity(clock: other, number: 2), address: .ethernet(MACAddress(0x001B_2100_0009)),
            grandmaster: other, quality: ClockQuality(clockClass: 7, accuracy: .unknown, variance: 0xFFFF),
            priority1: 128, priority2: 128, stepsRemoved: 0, timeSource: .internalOscillator,
            last: .still - .milliseconds(1200), isQualified: true, isBetter: false)
        facts.meanLinkDelay = TimeInterval(.nanoseconds(812))
        facts.peer = PortIdentity(clock: other, number: 2)
        facts.counters[sent: .sync] = 60
        facts.counters[sent: .announce] = 30
        facts.counters[received: .announce] = 29
        facts.counters[.otherDomain] = 3
        (facts.counters.stampsLate, facts.counters.stampsLost) = (2, 1)
        (facts.counters.granted, facts.counters.grantsRefused) = (3, 1)
        (facts.unicastClients, facts.unicastRate) = (1, 32.5)
        return facts
    }
}
