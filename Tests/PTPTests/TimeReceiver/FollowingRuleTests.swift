// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// Which masters' time may be had, and what it says of UTC.
@Suite struct FollowingRuleTests {
    private let utc = UTCRelation(taiMinusUTC: 37)

    private func standing(_ change: (inout GrandmasterClaim) -> Void) throws -> TimeReceiverStanding {
        var world = TimeReceiverWorld()
        world.add(0xA)
        change(&world.masters[0].claim)
        world.run(until: 20)
        return try #require(world.receiver.standing(at: world.now))
    }

    private func outcome(
        _ standing: TimeReceiverStanding, _ utc: UTCRelation? = nil, _ change: (inout FollowingRule) -> Void = { _ in }
    ) -> Result<Duration, TimeReceiverHindrance> {
        var rule = FollowingRule()
        change(&rule)
        do throws(TimeReceiverHindrance) {
            return .success(try standing.offset(by: rule, utc ?? self.utc, shown: .someDay))
        } catch {
            return .failure(error)
        }
    }

    @Test func `a master that is locked is followed`() throws {
        #expect(try outcome(standing { _ in }) == .success(.zero))
    }

    @Test func `one that is not traceable is followed only where that is permitted`() throws {
        let standing = try standing {
            $0.quality.clockClass = 248
            $0.flags = [.ptpTimescale]
        }
        #expect(outcome(standing) == .failure(.untraceable))
        #expect(outcome(standing) { $0.needsTraceable = false } == .success(.zero))
        // It says nothing of its accuracy that would be believed more than its class.
        #expect(standing.bound(at: standing.newest).base < .milliseconds(1))
    }

    @Test func `a master that does not say how exact it is counts as coarse`() throws {
        let locked = try standing { $0.quality.accuracy = .unknown }
        #expect(locked.bound(at: locked.newest).base >= .milliseconds(1))
        let unset = try standing {
            ($0.quality.clockClass, $0.quality.accuracy, $0.flags) = (248, .unknown, [.ptpTimescale])
        }
        #expect(unset.bound(at: unset.newest).base >= .milliseconds(100))
    }

    @Test func `an arbitrary time scale is refused, or taken for UTC where the operator says so`() throws {
        let standing = try standing { $0.flags = [.timeTraceable] }
        #expect(outcome(standing) == .failure(.arbitrary))
        // It counts 37 s less than TAI.
        #expect(outcome(standing) { $0.takesArbitraryForUTC = true } == .success(.seconds(-37)))
    }

    @Test func `a master that is uncertain says so and is believed`() throws {
        let standing = try standing { $0.flags.insert(.synchronizationUncertain) }
        #expect(outcome(standing) == .failure(.uncertain))
    }

    @Test func `another UTC offset is refused while our table is in date, and believed where it is not`() throws {
        let standing = try standing { $0.utcOffset = 38 }
        #expect(outcome(standing) == .failure(.otherUTC))
        #expect(outcome(standing, UTCRelation(taiMinusUTC: 37, isCurrent: false)) == .success(.seconds(1)))
        // Around a leap second either is right.
        let leap = UTCRelation.Leap(at: .someDay + .seconds(60), change: 1)
        #expect(outcome(standing, UTCRelation(taiMinusUTC: 37, next: leap)) == .success(.zero))
    }

    @Test func `a UTC offset that is not valid says nothing`() throws {
        let standing = try standing {
            $0.utcOffset = 0
            $0.flags = [.ptpTimescale, .timeTraceable]
        }
        #expect(outcome(standing) == .success(.zero))
    }

    @Test func `the leap second to come is passed on`() throws {
        let standing = try standing { $0.flags.insert(.leap61) }
        #expect(standing.word.flags.contains(.leap61))
        #expect(outcome(standing) == .success(.zero))
    }
}
