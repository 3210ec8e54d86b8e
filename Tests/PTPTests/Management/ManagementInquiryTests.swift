// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

private let asker = PortIdentity(clock: ClockIdentity(raw: 0x0123_4567_89AB_CDEF), number: 1)
private let place = MessageAddress.ip(IPAddress(v4: 0x0A00_0005))
private let now = MonotonicInstant(sinceEpoch: .seconds(9))
private let follower = "0001 FFFFFFFFFF850000 000000000C800000"

private func inquiry(isUnicast: Bool = false) -> ManagementInquiry {
    ManagementInquiry(asker: asker, domain: 24, sdoId: 0, isUnicast: isUnicast)
}

private func answer(_ id: ManagementID, _ data: String, to asker: PortIdentity = asker, domain: UInt8 = 24) -> [UInt8] {
    request(.response, id, to: asker, data: data, domain: domain)
}

private func parent(_ clock: String, class quality: String) -> [UInt8] {
    answer(.parentDataSet, "\(clock) 0001 00 00 FFFF 7FFFFFFF 80 \(quality) 4E5D 80 \(clock)")
}

private func port(_ state: String) -> [UInt8] {
    answer(.portDataSet, "0050C2FFFE123456 0001 \(state) 00 0000000000000000 01 03 00 01 00 02")
}

extension ManagementInquiry {
    fileprivate mutating func hear(_ messages: [UInt8]...) {
        for message in messages { hear(message.span, from: place, at: now) }
    }
}

@Suite struct `Clocks that are asked by management` {
    @Test func `are asked for four things, by everybody's name and without being passed on`() throws {
        var inquiry = inquiry(isUnicast: true)
        var topics: [ManagementID] = []
        for question in 0..<ManagementInquiry.questions {
            let octets = written { inquiry.write(question, into: &$0) }
            let message = try #require(read(ManagementMessage.self, octets))
            #expect(message.action == .get && message.targetPortIdentity == .all && message.header.source == asker)
            #expect(message.header.domain == 24 && message.header.flags == .unicast && message.boundaryHops == 0)
            #expect(message.header.sequence == UInt16(question + 1))
            topics += tlvs(octets, from: ManagementMessage.count) { ManagementTLV($0, $1)?.id }.compactMap(\.self)
        }
        #expect(topics == [.parentDataSet, .currentDataSet, .portDataSet, .timeStatus])
    }

    @Test func `tell whom they follow and how far they are from that`() throws {
        var inquiry = inquiry()
        inquiry.hear(parent("001B21FFFEA1B2C3", class: "06 21"), answer(.currentDataSet, follower), port("09"))
        let clock = try #require(inquiry.told[client.clock])
        #expect(clock.isComplete && clock.address == place && clock.at == now && clock.isFollowing == true)
        #expect(
            clock.offset == TimeInterval(.nanoseconds(-123)) && clock.pathDelay == TimeInterval(.nanoseconds(3_200)))
        // By us, and by somebody who says to be within 100 ns of TAI.
        let (offset, way) = (Duration.nanoseconds(-123), Duration.nanoseconds(3_200))
        #expect(clock.place(ours: us.clock) == .fromUs(offset: offset, uncertainty: way))
        #expect(clock.place(ours: nil) == .fromTAI(offset: offset, uncertainty: way + .nanoseconds(100)))
        #expect(clock.isKept(ours: nil))
        inquiry.begin()
        #expect(inquiry.told.isEmpty)
    }

    @Test func `are nowhere that could be told where nothing keeps them, or the accuracy is not known`() throws {
        var inquiry = inquiry()
        inquiry.hear(parent("001B21FFFEA1B2C3", class: "F8 FE"), answer(.currentDataSet, follower), port("09"))
        let free = try #require(inquiry.told[client.clock])
        #expect(!free.isKept(ours: nil) && free.place(ours: nil) == .unknown)
        #expect(free.isKept(ours: us.clock), "we are what keeps it, whatever we claimed when it asked")
        inquiry.hear(parent("001B21FFFEA1B2C3", class: "06 FE"))
        let vague = try #require(inquiry.told[client.clock])
        #expect(vague.isKept(ours: nil) && vague.place(ours: nil) == .unknown)
        // 13 keeps a time scale of its own.
        inquiry.hear(parent("001B21FFFEA1B2C3", class: "0D 21"))
        #expect(inquiry.told[client.clock]?.place(ours: nil) == .unknown)
    }

    @Test func `that have lost their master follow nobody, whatever they say of the one that they had`() throws {
        var inquiry = inquiry()
        inquiry.hear(parent("001B21FFFEA1B2C3", class: "06 21"), answer(.currentDataSet, follower), port("04"))
        let lost = try #require(inquiry.told[client.clock])
        #expect(lost.isFollowing == false && !lost.isKept(ours: us.clock) && lost.place(ours: us.clock) == .unknown)
        // A grandmaster is where it says to be.
        inquiry.begin()
        inquiry.hear(parent("0050C2FFFE123456", class: "06 21"), answer(.currentDataSet, follower), port("06"))
        let master = try #require(inquiry.told[client.clock])
        #expect(
            master.isKept(ours: nil)
                && master.place(ours: nil) == .fromTAI(offset: .zero, uncertainty: .nanoseconds(100)))
    }

    @Test func `are heard only by the name, in the domain and in the profile that was asked`() {
        var inquiry = inquiry()
        var other = answer(.currentDataSet, follower)
        other[5] = 1
        inquiry.hear(
            answer(.currentDataSet, follower, to: us), answer(.currentDataSet, follower, to: .all),
            answer(.currentDataSet, follower, domain: 0), other, request(.get, .currentDataSet, to: asker, domain: 24))
        #expect(inquiry.told.isEmpty)
        inquiry.hear(answer(.currentDataSet, follower))
        #expect(inquiry.told.keys.map(\.self) == [client.clock])
    }

    @Test func `are remembered up to a number, so that invented names take no room`() {
        var inquiry = inquiry()
        for number in 0..<UInt8.max {
            for high in UInt8(0)..<2 {
                var message = answer(.currentDataSet, follower)
                (message[20], message[21]) = (high, number)
                inquiry.hear(message)
            }
        }
        #expect(inquiry.told.count == ManagementInquiry.capacity)
    }
}
