// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

@Suite struct MasterTests {
    @Test func `a master announces and sends Sync at once, and then by its intervals`() {
        var lone = LonePort()
        lone.run(until: 9.5)
        #expect(lone.port.state == .master)
        // 0, 2, 4, 6, 8 s and 0 ... 9 s.
        #expect(lone.box.all(.announce).map { $0.header?.sequence } == [1, 2, 3, 4, 5])
        #expect(lone.box.all(.sync).map { $0.header?.sequence } == (1...10).map { UInt16($0) })
        #expect(lone.box.all(.sync).allSatisfy { $0.header?.flags == .twoStep && $0.envelope.isEvent })
        #expect(lone.box.letters.allSatisfy { $0.envelope.destination == GroupAddress.udp4 })
    }

    @Test func `an Announce says what the claim says, of its own clock`() throws {
        var lone = LonePort(.defaultE2E) {
            $0.priority1 = 100
            $0.priority2 = 101
            $0.domain = 3
        }
        lone.wake()
        let announce = try #require(lone.box.all(.announce).first?.announce)
        #expect(announce.grandmasterIdentity == .us)
        #expect(announce.grandmasterClockQuality == lone.claim.quality)
        #expect((announce.grandmasterPriority1, announce.grandmasterPriority2) == (100, 101))
        #expect((announce.stepsRemoved, announce.currentUtcOffset, announce.timeSource) == (0, 37, .gnss))
        #expect(announce.header.flags == lone.claim.flags)
        #expect((announce.header.domain, announce.header.logInterval) == (3, 1))
    }

    @Test func `a Follow_Up tells when its Sync left, to the last bit`() throws {
        var lone = LonePort {
            $0.egressLatency = TimeInterval(.nanoseconds(40))
            $0.delayAsymmetry = TimeInterval(.nanoseconds(7))
        }
        lone.wake()
        let sync = try #require(lone.box.all(.sync).first)
        // 100.25 ns into a second, 40 ns before the wire.
        lone.stamp(sync.envelope.ticket, .someDay + .picoseconds(100_250))
        let followUp = try #require(lone.box.all(.followUp).first?.followUp)
        #expect(followUp.header.sequence == sync.header?.sequence)
        #expect(followUp.preciseOriginTimestamp == PTPTimestamp(seconds: 1_790_000_000, nanoseconds: 140))
        #expect(followUp.header.correction.scaledNanoseconds == 7 * 65_536 + 65_536 / 4)
        #expect(sync.header?.correction == .zero)
        #expect(followUp.header.logInterval == 0)
    }

    @Test func `a late stamp is told as long as no other Sync has left, and counted otherwise`() {
        var lone = LonePort()
        lone.run(until: 0.9)
        let first = lone.box.all(.sync)[0].envelope.ticket
        lone.stamp(first, .someDay)
        #expect(lone.box.all(.followUp).count == 1)
        lone.run(until: 2.5)
        let (second, third) = (lone.box.all(.sync)[1].envelope.ticket, lone.box.all(.sync)[2].envelope.ticket)
        lone.stamp(second, .someDay)
        #expect(lone.box.all(.followUp).count == 1)
        #expect(lone.port.counters.stampsLate == 1)
        lone.stamp(third, nil)
        lone.stamp(third, .someDay)
        #expect(lone.box.all(.followUp).count == 1)
        #expect(lone.port.counters.stampsLost == 1)
    }

    @Test func `stamps that never come are counted and hold nothing up`() {
        var lone = LonePort()
        lone.run(until: 99.5)
        #expect(lone.box.all(.sync).count == 100)
        #expect(lone.port.counters.stampsLost == 92)
        lone.stamp(lone.box.all(.sync).last?.envelope.ticket, .someDay)
        #expect(lone.box.all(.followUp).count == 1)
    }

    @Test func `a one-step card is given a Sync without a Follow_Up, and what its stamp leaves out`() {
        var lone = LonePort(stamping: .hardwareOneStep) {
            $0.egressLatency = TimeInterval(.nanoseconds(40))
            $0.delayAsymmetry = TimeInterval(.nanoseconds(-10))
        }
        lone.wake()
        let sync = lone.box.all(.sync)[0]
        #expect(sync.envelope.ticket == nil && sync.envelope.isEvent)
        #expect(sync.header?.flags == [])
        #expect(sync.header?.correction == TimeInterval(.nanoseconds(30)))
    }

    @Test func `a change of the claim is announced at once, but never twice within half an interval`() {
        var lone = LonePort()
        lone.run(until: 1.5)
        lone.claim = .locked.of(class: 7)
        lone.wake()
        #expect(lone.box.all(.announce).map { $0.announce?.grandmasterClockQuality.clockClass } == [6, 7])
        lone.run(until: 1.6)
        lone.claim = .locked.of(class: 52)
        lone.wake()
        #expect(lone.box.all(.announce).count == 2)
        lone.run(until: 2.5)
        #expect(lone.box.all(.announce).map { $0.announce?.grandmasterClockQuality.clockClass } == [6, 7, 52])
    }

    @Test func `a pause is not made up for`() {
        var lone = LonePort()
        lone.wake(at: 0)
        lone.wake(at: 60.25)
        lone.run(until: 62)
        #expect(lone.box.all(.sync).count == 3)
    }

    @Test(arguments: [0, 1] as [UInt8]) func `the minor version is as it was set`(minor: UInt8) {
        var lone = LonePort { $0.minorVersion = minor }
        lone.wake()
        #expect(lone.box.letters.allSatisfy { $0.header?.minorVersion == minor })
    }

    @Test func `a link that is down is silent, and one that is back speaks at once`() {
        var lone = LonePort()
        lone.run(until: 3)
        lone.port.linkChanged(isUp: false, at: lone.now, into: &lone.box)
        #expect(lone.port.state == .faulty)
        #expect(lone.port.counters.stampsLost == 4)
        _ = lone.box.take()
        lone.run(until: 10)
        #expect(lone.box.letters.isEmpty)
        lone.port.linkChanged(isUp: true, at: lone.now, into: &lone.box)
        lone.wake()
        #expect(lone.port.state == .master)
        #expect(lone.box.all(.announce).count == 1 && lone.box.all(.sync).count == 1)
    }
}
