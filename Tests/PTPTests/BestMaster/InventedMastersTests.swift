// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing

/// What somebody who invents masters can do to a port, beyond being the better master.
@Suite struct InventedMastersTests {
    static let better = ClockQuality(clockClass: 6, accuracy: .init(rawValue: 0x20), variance: 0)
    static let worse = ClockQuality(clockClass: 248, accuracy: .unknown, variance: 0xFFFF)

    private func port(_ change: (inout PortSettings) -> Void = { _ in }) -> LonePort {
        var lone = LonePort {
            $0.isGrandmasterOnly = false
            change(&$0)
        }
        lone.run(until: 10)
        return lone
    }

    @Test func `many worse masters do not push out the better one`() {
        var lone = port()
        for turn in 0..<10 {
            lone.run(until: 10 + Double(turn) * 2)
            lone.hear(0xB, Self.better, priority1: 1)
            for invented in 0..<200 as Range<UInt64> {
                for _ in 0..<2 { lone.hear(0x1000 + UInt64(turn) * 200 + invented, Self.worse, priority1: 255) }
            }
            if turn > 0 { #expect(lone.port.state == .passive) }
        }
        #expect(lone.port.counters.handovers == 1)
    }

    @Test func `many that are heard once do not push out the one that is heard again and again`() {
        var lone = port()
        lone.hear(0xB, Self.better, priority1: 1)
        for turn in 0..<10 {
            lone.run(until: 10 + Double(turn) * 2)
            lone.hear(0xB, Self.better, priority1: 1)
            for invented in 0..<200 as Range<UInt64> {
                lone.hear(0x1000 + UInt64(turn) * 200 + invented, Self.better, priority1: 0)
            }
        }
        #expect(
            lone.port.facts.foreignMasters.indices.contains {
                lone.port.facts.foreignMasters[$0]?.sender.clock.raw == 0xB
            })
        #expect(lone.port.state == .passive)
    }

    @Test func `a better master is found among many worse ones`() {
        var lone = port()
        for turn in 0..<4 {
            lone.run(until: 10 + Double(turn) * 2)
            for invented in 0..<200 as Range<UInt64> {
                for _ in 0..<2 { lone.hear(0x1000 + UInt64(turn) * 200 + invented, Self.worse, priority1: 255) }
            }
            if turn > 1 { lone.hear(0xB, Self.better, priority1: 1) }
        }
        #expect(lone.port.state == .passive)
    }

    @Test(arguments: [0, 0xFFFF, 4] as [UInt16])
    func `nobody silences the last port of a clock in the clock's own name`(
        number: UInt16
    ) {
        var lone = LonePort(number: 3)
        lone.run(until: 10)
        for _ in 0..<3 { lone.hear(ClockIdentity.us.raw, Self.better, priority1: 0, number: number) }
        #expect(lone.port.state == .master)
        #expect(lone.port.counters[.own] == 3)
    }
}

extension LonePort {
    /// An Announce of that clock.
    fileprivate mutating func hear(_ clock: UInt64, _ quality: ClockQuality, priority1: UInt8, number: UInt16 = 1) {
        let source = PortIdentity(clock: ClockIdentity(raw: clock), number: number)
        var message = AnnounceMessage(header: MessageHeader(type: .announce, messageLength: 0, source: source))
        message.header.logInterval = 1
        (message.grandmasterIdentity, message.grandmasterClockQuality) = (source.clock, quality)
        (message.grandmasterPriority1, message.grandmasterPriority2) = (priority1, 128)
        receive(message)
    }
}
