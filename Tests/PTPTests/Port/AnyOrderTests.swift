// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

/// Whatever happens in whatever order: the port never traps, always knows when it wants to wake, and is never silent while
/// it is master.
@Suite struct AnyOrderTests {
    struct Case: CustomTestStringConvertible {
        var profile: Profile
        var seed: UInt64
        var testDescription: String { "\(profile.rawValue), \(seed)" }
    }

    static let cases = Profile.allCases.flatMap { profile in (1...4).map { Case(profile: profile, seed: $0) } }

    @Test(arguments: cases) func `nothing that comes stops a master`(_ test: Case) {
        var story = Story(test.profile, seed: test.seed)
        for _ in 0..<600 {
            story.step()
            #expect(story.lone.port.nextWake > story.lone.now - .seconds(3))
        }
        #expect(story.silences == 0)
        #expect(story.lone.box.letters.allSatisfy { $0.header.map { Int($0.messageLength) } == $0.octets.count })
    }

    @Test(arguments: cases) func `a woken port has nothing left that is due`(_ test: Case) {
        var story = Story(test.profile, seed: test.seed)
        for _ in 0..<200 {
            story.step()
            // A wake serves so many unicast messages at most; a few clients need no more than a few wakes.
            for _ in 0..<20 where story.lone.port.nextWake <= story.lone.now { story.lone.wake() }
            #expect(story.lone.port.nextWake > story.lone.now)
        }
    }

    struct Story {
        var lone: LonePort
        var dice: Dice
        var silences = 0
        private var lastSpoke = MonotonicInstant.at(0)
        private var spoken: UInt64 = 0

        init(_ profile: Profile, seed: UInt64) {
            lone = LonePort(profile) { $0.isGrandmasterOnly = seed % 2 == 0 }
            dice = Dice(seed: seed)
        }

        mutating func step() {
            if lone.box.letters.count > 500 { lone.box.letters.removeFirst(400) }
            switch dice.below(12) {
            case 0...4: pass()
            case 5...8: hear()
            case 9: stamp()
            case 10: lone.claim = .locked.of(class: [6, 7, 52, 248][dice.below(4)])
            default: flap()
            }
        }

        /// Time passes, at times more than it should; the port is woken when it wants, at the latest then.
        private mutating func pass() {
            let span: Double = dice.below(20) == 0 ? 30 : dice.next()
            let end = lone.now + .realSeconds(span)
            while lone.port.nextWake <= end {
                lone.now = max(lone.now, lone.port.nextWake)
                lone.wake()
                watch()
            }
            lone.now = end
        }

        private mutating func watch() {
            let count = lone.port.counters[sent: .announce]
            let isSpeaking = lone.port.state == .master && lone.port.settings.isMulticast
            if count != spoken || !isSpeaking { (spoken, lastSpoke) = (count, lone.now) }
            let interval = 1 << (Int64(lone.port.settings.logAnnounceInterval) + 4)
            if lone.now - lastSpoke > .milliseconds(interval * 1_000 / 16 + 1) { silences += 1 }
        }

        private mutating func flap() {
            guard dice.below(5) == 0 else { return }
            lone.port.linkChanged(isUp: dice.below(3) > 0, at: lone.now, into: &lone.box)
        }

        private mutating func stamp() {
            let tickets = lone.box.letters.suffix(12).compactMap(\.envelope.ticket)
            let ticket = tickets.isEmpty || dice.below(4) == 0 ? UInt32(truncatingIfNeeded: dice.bits()) : tickets[0]
            lone.stamp(ticket, dice.below(4) == 0 ? nil : someInstant)
        }

        /// Mostly now, at times a moment that no stamp can tell.
        private var someInstant: TAIInstant {
            mutating get {
                switch dice.below(10) {
                case 0: TAIInstant(sinceEpoch: .seconds(-5))
                case 1: TAIInstant(sinceEpoch: .seconds(Int64.max >> dice.below(20)))
                default: .shown(at: lone.now) + .picoseconds(Int64(dice.below(1_000_000)))
                }
            }
        }

        /// A message of any kind, its fields as chance will have them, most of its header as it should be.
        private mutating func hear() {
            var octets = (0..<(44 + dice.below(80))).map { _ in UInt8(dice.below(256)) }
            if dice.below(3) == 0, let own = lone.box.letters.last { octets = own.octets }
            let settings = lone.port.settings
            var header = MessageHeader(
                type: MessageType.allCases[dice.below(10)], messageLength: UInt16(octets.count),
                source: PortIdentity(clock: ClockIdentity(raw: UInt64(dice.below(12))), number: 1))
            (header.domain, header.sdoId) = (settings.domain, settings.profile.row.sdoId)
            header.sequence = UInt16(dice.below(40))
            header.correction = TimeInterval(scaledNanoseconds: Int64(bitPattern: dice.bits()) << dice.below(12))
            if dice.below(10) > 0 {
                var span = octets.mutableSpan
                header.write(into: &span)
            }
            let arrival = Arrival(
                at: lone.now, stamp: dice.below(5) == 0 ? nil : someInstant,
                source: .ip(IPAddress(v4: UInt32(dice.below(9)))), toGroup: dice.below(2) == 0)
            lone.port.receive(octets.span, arrival, into: &lone.box)
        }
    }
}
