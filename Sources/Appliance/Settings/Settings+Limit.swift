// SPDX-License-Identifier: Apache-2.0

public import NTP

extension Settings.NTPService {
    /// `ntp.limit`: how often NTP answers each client, and all those together that it does not know.
    public struct Limit: Sendable, Equatable {
        public enum Mode: String, Sendable, CaseIterable {
            case on, off
        }

        public var mode = Mode.on
        /// Between answers to one client in the long run: −19 ... 12, log2 seconds.
        public var interval = -1
        /// Answers at once after a rest: 1 ... 255.
        public var burst = 16
        /// One in 2 to the power of this many requests beyond the limit is answered all the same: 1 ... 4.
        public var leak = 2
        /// One in 2 to the power of this many requests beyond the limit is told so by a kiss-o'-death: 1 ... 15; 0: none.
        public var kiss = 5
        /// Answers a second to all those together that come for the first time: 0 ... 10 000 000.
        public var strangersPerSecond = 50_000
        /// Answers a second to all those together that came before, but for whom there is no room: 0 ... 10 000 000.
        public var returningPerSecond = 20_000
        /// How long a known client may be silent until another may have its room: 1 ... 1 000 000 s.
        public var memorySeconds = 2_100
        /// How many clients each worker knows at once: 8 ... 1 048 576, rounded down to 8 times a power of two.
        public var clients = 8_192

        public init() {}
    }

    /// What it means to each worker.
    public var reception: Reception.Settings {
        var reception = Reception.Settings()
        reception.limit = limit.mode == .on ? limit.rate : nil
        reception.tellsDenied = tellDenied
        return reception
    }
}

extension Settings.NTPService.Limit {
    var rate: RateLimit {
        var rate = RateLimit()
        rate.interval = Int8(clamping: interval)
        rate.burst = UInt8(clamping: burst)
        rate.leak = UInt8(clamping: leak)
        rate.kiss = UInt8(clamping: kiss)
        rate.strangers = UInt32(clamping: strangersPerSecond)
        rate.returning = UInt32(clamping: returningPerSecond)
        rate.memory = UInt32(clamping: memorySeconds)
        rate.capacity = UInt32(clamping: clients)
        return rate
    }
}

extension SectionReader {
    /// `ntp.limit`
    mutating func readLimit(into limit: inout Settings.NTPService.Limit, faults: inout FaultCollector) {
        var section = section("limit", faults: &faults)
        section.read("mode", .word, into: &limit.mode, faults: &faults)
        section.read("interval", .integer(-19...12), into: &limit.interval, faults: &faults)
        section.read("burst", .integer(1...255), into: &limit.burst, faults: &faults)
        section.read("leak", .integer(1...4), into: &limit.leak, faults: &faults)
        section.read("kiss", .integer(0...15), into: &limit.kiss, faults: &faults)
        section.read("strangersPerSecond", .integer(0...10_000_000), into: &limit.strangersPerSecond, faults: &faults)
        section.read("returningPerSecond", .integer(0...10_000_000), into: &limit.returningPerSecond, faults: &faults)
        section.read("memorySeconds", .integer(1...1_000_000), into: &limit.memorySeconds, faults: &faults)
        section.read("clients", .integer(8...1_048_576), into: &limit.clients, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }
}
