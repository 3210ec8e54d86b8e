// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct PollScheduleTests {
    private func intervals(_ exchanges: inout Exchanges, _ count: Int) -> [Double] {
        var times: [Double] = []
        for _ in 0...count {
            exchanges.poll()
            times.append(exchanges.now.sinceEpoch.realSeconds)
        }
        return zip(times.dropFirst(), times).map { $0 - $1 }
    }

    @Test func `a server that answers is asked eight times at once, then at its interval, never in step`() {
        var exchanges = Exchanges()
        let waits = intervals(&exchanges, 9)
        #expect(waits[..<7].allSatisfy { $0 >= 2 && $0 < 2.001 })
        #expect(waits[7...].allSatisfy { $0 >= 64 && $0 <= 66 } && waits[7] != waits[8])
        #expect(exchanges.association.reach == 0b111)
    }

    @Test func `a server that is silent gets no burst, and after twelve polls fewer and fewer`() {
        var exchanges = Exchanges()
        exchanges.isConnected = false
        let waits = intervals(&exchanges, 20)
        #expect(waits[..<12].allSatisfy { $0 < 67 })
        #expect(waits[15] >= 1024 && waits[19] <= 1057)
        #expect(exchanges.association.reach == 0)
        #expect(exchanges.association.unfitness(at: exchanges.now) == .unreachable)
        exchanges.isConnected = true
        exchanges.poll()
        #expect(exchanges.association.reach == 1 && exchanges.association.poll == 6)
        #expect(exchanges.association.next == exchanges.now + .microseconds(220) + .seconds(2))
    }

    @Test func `bursts at every poll, if set`() {
        var exchanges = Exchanges(ClientSettings(isBursting: true))
        let waits = intervals(&exchanges, 23)
        #expect(waits.filter { $0 >= 2 && $0 < 2.001 }.count == 21)
    }

    @Test func `the interval grows while samples are as expected, and shrinks when they are not`() {
        var exchanges = Exchanges()
        // Ours is 5 ms off for the way back being slower, steadily: nothing to be asked about more often.
        exchanges.server.back = .milliseconds(10)
        for _ in 0..<60 { exchanges.poll() }
        #expect(exchanges.association.poll == 10)
        for _ in 0..<4 {
            exchanges.clock += .milliseconds(400)
            exchanges.poll()
        }
        #expect(exchanges.association.poll < 10)
    }

    @Test func `it is asked less each time it says RATE, never more often again, and not less than it can wish`() {
        var exchanges = Exchanges()
        exchanges.poll()
        let normal = exchanges.server
        (exchanges.server.stratum, exchanges.server.leap) = (0, .unknown)
        exchanges.server.referenceID = 0x5241_5445
        let before = exchanges.now
        #expect(exchanges.poll()?.kiss == .rate)
        #expect(exchanges.association.poll == 7)
        let waits = intervals(&exchanges, 6)
        #expect(exchanges.now - before > .seconds(128 * 5) && waits[0] >= 128)
        #expect(exchanges.association.poll == 10)
        exchanges.server = normal
        for _ in 0..<20 {
            exchanges.clock += .milliseconds(40)
            exchanges.poll()
            exchanges.clock -= .milliseconds(40)
            exchanges.poll()
        }
        #expect(exchanges.association.poll == 10)
    }

    @Test func `settings beyond the protocol's range are brought into it`() {
        let settings = ClientSettings(minPoll: -9, maxPoll: 120)
        #expect(settings.minPoll == 0 && settings.maxPoll == 17)
        #expect(ClientSettings(minPoll: 9, maxPoll: 4).maxPoll == 9)
    }
}
