// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

private func cycle(_ second: Int, _ types: String...) -> [UInt8] {
    let time = "1200\(second < 10 ? "0" : "")\(second).00"
    return sentences(
        types.map { type in
            switch type {
            case "RMC": "GPRMC,\(time),A,4829.0005,N,00022.0015,E,0.1,,010120,,,A"
            case "GGA": "GPGGA,\(time),4829.0005,N,00022.0015,E,1,08,1.0,100.0,M,0.0,M,,"
            case "GLL": "GPGLL,4829.0005,N,00022.0015,E,\(time),A,A"
            default: "GPGSV,1,1,01,07,10,020,31"
            }
        })
}

/// Feeds bursts, each a second after the one before, and tells how many epochs were complete after each.
private func completions(_ bursts: [[UInt8]], idling: Bool = false) -> [Int] {
    var decoder = ReceiverDecoder()
    var count = 0
    return bursts.enumerated().map { index, burst in
        let begin = 100 + Double(index)
        decoder.decode(burst.span, at: at(begin)) { if case .epoch = $0 { count += 1 } }
        if idling { decoder.idle(at: at(begin + 0.3)) { if case .epoch = $0 { count += 1 } } }
        return count
    }
}

struct `When an epoch is complete` {
    @Test func `the last message of three epochs ends the fourth at once`() {
        let bursts = (0..<6).map { cycle($0, "RMC", "GGA", "GSV") }
        // The first bursts end by the quiet that follows them; without it the next burst would tell.
        #expect(completions(bursts).suffix(2) == [5, 6])
    }

    @Test func `without learning, the next time ends an epoch`() {
        #expect(completions([cycle(0, "RMC"), cycle(1, "RMC")]) == [0, 1])
    }

    @Test func `quiet ends an epoch`() {
        #expect(completions([cycle(0, "RMC", "GGA"), cycle(1, "RMC", "GGA")], idling: true) == [1, 2])
    }

    @Test func `a long message on a slow line is no quiet`() {
        var decoder = ReceiverDecoder()
        var times: [String?] = []
        let take: (Heard) -> Void = { if case .epoch(let epoch) = $0 { times.append(epoch.utc) } }
        decoder.decode(cycle(0, "RMC").span, at: at(0), take)
        let long = sentences("GPGSV,1,1,02,07,10,020,31,09,11,021,32")
        for index in long.indices {
            let now = 0.05 + Double(index) * 0.02
            decoder.decode(long.span.extracting(index..<index + 1), at: at(now), take)
            decoder.idle(at: at(now + 0.01), take)
        }
        #expect(times.isEmpty)
        decoder.idle(at: at(3), take)
        #expect(times == ["2020-01-01T12:00:00.000Z"])
    }

    @Test func `a message after the learned end does not make a second epoch of one time`() {
        var bursts = (0..<5).map { cycle($0, "RMC", "GGA") }
        bursts += (5..<12).map { cycle($0, "RMC", "GGA", "GLL") }
        var decoder = ReceiverDecoder()
        var times: [String?] = []
        for (index, burst) in bursts.enumerated() {
            decoder.decode(burst.span, at: at(Double(index))) {
                if case .epoch(let epoch) = $0 { times.append(epoch.utc) }
            }
        }
        decoder.finish { if case .epoch(let epoch) = $0 { times.append(epoch.utc) } }
        #expect(times.count == 12)
        #expect(Set(times).count == 12)
        #expect(decoder.epochCounters.late > 0)
    }

    @Test func `an epoch's arrival is that of its first byte, however late it is complete`() {
        var decoder = ReceiverDecoder()
        var arrivals: [MonotonicInstant] = []
        for second in 0..<8 {
            let burst = cycle(second, "RMC", "GGA", "GSV")
            let half = burst.count / 2
            decoder.decode(burst.span.extracting(0..<10), at: at(Double(second))) { heard in
                if case .epoch(let epoch) = heard { arrivals.append(epoch.arrival) }
            }
            decoder.decode(burst.span.extracting(10..<half), at: at(Double(second) + 0.02)) { heard in
                if case .epoch(let epoch) = heard { arrivals.append(epoch.arrival) }
            }
            decoder.decode(burst.span.extracting(half..<burst.count), at: at(Double(second) + 0.1)) { heard in
                if case .epoch(let epoch) = heard { arrivals.append(epoch.arrival) }
            }
        }
        #expect(arrivals == (0..<arrivals.count).map { at(Double($0)) })
        #expect(arrivals.count == 8)
    }

    @Test func `satellites that follow a complete epoch do not make the next one arrive early`() {
        var decoder = ReceiverDecoder()
        var arrivals: [MonotonicInstant] = []
        for second in 0..<10 {
            let begin = Double(second)
            decoder.decode(cycle(second, "GGA", "RMC").span, at: at(begin)) { heard in
                if case .epoch(let epoch) = heard { arrivals.append(epoch.arrival) }
            }
            guard second % 5 == 4 else { continue }
            decoder.decode(cycle(second, "GSV").span, at: at(begin + 0.1)) { heard in
                if case .epoch(let epoch) = heard { arrivals.append(epoch.arrival) }
            }
        }
        #expect(arrivals == (0..<arrivals.count).map { at(Double($0)) })
    }

    @Test func `after the port was lost everything begins anew`() {
        var decoder = ReceiverDecoder()
        var times: [String?] = []
        let take: (Heard) -> Void = { if case .epoch(let epoch) = $0 { times.append(epoch.utc) } }
        decoder.decode(cycle(0, "RMC").span, at: at(0), take)
        decoder.finish(take)
        decoder.decode(cycle(1, "GGA").span, at: at(5), take)
        decoder.finish(take)
        #expect(times == ["2020-01-01T12:00:00.000Z", nil])
    }
}
