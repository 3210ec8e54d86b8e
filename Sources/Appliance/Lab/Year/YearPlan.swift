// SPDX-License-Identifier: Apache-2.0

import Glibc
import SimulatedBoard
import TimeBase

/// What befalls a time server in a simulated year, by a seed. Seconds are counted from the beginning.
struct YearPlan: Sendable, Equatable {
    /// A time without a pulse.
    struct Outage: Sendable, Equatable {
        enum Kind: String, Sendable, CaseIterable, Codable {
            /// No satellite is heard: the receiver says so, and gives no pulse.
            case antenna
            /// The pulse alone is gone.
            case pulse
            /// The receiver is gone from its port, and its pulse with it.
            case unplugged
        }

        var seconds: Range<Int>
        var kind: Kind
    }

    /// A time in which interrupts are late.
    struct Storm: Sendable, Equatable {
        var seconds: Range<Int>
        /// Of the edges, how many are stamped late.
        var share: Double
    }

    /// A leap second, which the receiver tells of beforehand.
    struct Leap: Sendable, Equatable {
        var toldFrom: Int
        /// The first second after it.
        var second: Int
        var change: Int8
    }

    static let days = 365
    static let day = 86_400
    /// 2027-02-10 00:00 UTC: later than the built-in table of leap seconds reaches.
    static let start = TAIInstant(sinceEpoch: .seconds(firstDay * 86_400 + 37))
    private static let firstDay: Int64 = 20_859

    private(set) var outages: [Outage] = []
    private(set) var storms: [Storm] = []
    private(set) var leaps: [Leap] = []

    init(seed: UInt64) {
        let chance = CounterRandom(seed: seed, stream: YearStream.plan)
        planLeaps()
        planOutages(chance)
        planStorms(chance)
    }

    /// After 1 March, 1 July and 1 January; told eight weeks before them, or from the beginning.
    private mutating func planLeaps() {
        var count = 0
        for (days, change) in [(19, 1), (141, -1), (325, 1)] as [(Int, Int)] {
            count += change
            let told = max(0, days - 56) * Self.day
            leaps.append(Leap(toldFrom: told, second: days * Self.day + count, change: Int8(change)))
        }
    }
}

// MARK: Outages

extension YearPlan {
    private static let regularOutages = 18
    private static let (shortest, longest) = (180.0, 86_400.0)

    /// One soon after the start, one in the first night, and eighteen from three minutes to a day, spread over the year.
    private mutating func planOutages(_ chance: CounterRandom) {
        outages.append(Outage(seconds: Self.seconds(from: 1800, length: 300), kind: .antenna))
        outages.append(Outage(seconds: Self.seconds(from: 32_400, length: 2400), kind: .pulse))
        let first = 2 * Self.day
        let room = (Self.days * Self.day - first) / Self.regularOutages
        for (index, length) in Self.lengths(chance).enumerated() {
            let free = Double(room - length - Self.day / 2)
            let start = first + index * room + Int(chance.uniform(UInt64(100 + index)) * free)
            let kind = Outage.Kind.allCases[index % Outage.Kind.allCases.count]
            outages.append(Outage(seconds: Self.seconds(from: start, length: length), kind: kind))
        }
        moveOneOverLeap()
    }

    /// Evenly spread logarithms, in an order of chance; but one of hours comes first, so that the first month has it.
    private static func lengths(_ chance: CounterRandom) -> [Int] {
        let last = Double(regularOutages - 1)
        let lengths = (0..<regularOutages).map { Int(shortest * pow(longest / shortest, Double($0) / last)) }
        let others = lengths.indices.filter { $0 != hours }
        let order = others.sorted { chance.bits(UInt64($0)) < chance.bits(UInt64($1)) }
        return ([hours] + order).map { lengths[$0] }
    }

    /// Which of the lengths that is: eight hours.
    private static let hours = 14

    /// The second leap second comes while there is no pulse.
    private mutating func moveOneOverLeap() {
        let leap = leaps[1].second
        let distance = { (outage: Outage) in (outage.seconds.lowerBound - leap).magnitude }
        guard let index = outages.indices.min(by: { distance(outages[$0]) < distance(outages[$1]) }) else { return }
        let length = outages[index].seconds.count
        outages[index].seconds = Self.seconds(from: leap - length / 3, length: length)
    }

    private static func seconds(from start: Int, length: Int) -> Range<Int> { start..<(start + length) }
}

// MARK: Storms

extension YearPlan {
    private static let stormCount = 50

    /// Two to thirty minutes each.
    private mutating func planStorms(_ chance: CounterRandom) {
        let room = Self.days * Self.day / Self.stormCount
        for index in 0..<UInt64(Self.stormCount) {
            let length = 120 + Int(1680 * chance.uniform(1000 + index))
            let free = Double(room - length - Self.settling)
            let start = Int(index) * room + Self.settling + Int(free * chance.uniform(2000 + index))
            let share = 0.1 + 0.5 * chance.uniform(3000 + index)
            storms.append(Storm(seconds: Self.seconds(from: start, length: length), share: share))
        }
    }

    /// After the start there is none for so long.
    private static let settling = 3600
}

/// Which streams of random numbers feed which part of the year.
enum YearStream {
    static let plan: UInt64 = 900
    static let storm: UInt64 = 902
    static let lateness: UInt64 = 903

    // Normal streams take two raw ones each: these are 800 to 815.
    static let white: UInt64 = 400
    static let walk: UInt64 = 401
    static let weather: UInt64 = 402
    static let front: UInt64 = 403
    static let thermometer: UInt64 = 404
    static let jitter: UInt64 = 405
    static let latency: UInt64 = 406
    static let beginning: UInt64 = 407
}
