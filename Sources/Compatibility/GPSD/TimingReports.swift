// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
public import TimeBase

/// How the kept clock runs, and how UTC lies to it.
public struct ClockFace: Sendable {
    public var mapping: ClockMapping
    public var relation: UTCRelation

    public init(_ mapping: ClockMapping, _ relation: UTCRelation) {
        (self.mapping, self.relation) = (mapping, relation)
    }

    /// What the clock showed then.
    public func utc(at instant: MonotonicInstant) -> UTCInstant { relation.utc(mapping.reading(at: instant).shown) }
}

/// What `timing` adds to TPV.
struct ReportTiming {
    /// When it is reported, and when the epoch's first octet came, as the kept clock shows.
    var now: UTCInstant
    var start: UTCInstant
    /// Octets of the epoch's messages up to now.
    var characters: Int

    func add(to object: inout GPSDJSON, of fix: GPSDFix) {
        object.add("rtime", UnixTimestamp(now))
        object.add("sor", UnixTimestamp(start))
        object.add("chars", characters)
        object.add("sats", fix.used)
    }
}

extension GPSDFix {
    /// gpsd_json(5), "TOFF": when the time that the receiver states was heard. `nil` where it states none that it vouches
    /// for.
    func toff(_ clock: ClockFace) -> String? {
        guard mode > 1, let time else { return nil }
        var object = GPSDJSON("TOFF")
        object.add("device", device)
        object.add(real: time, clock: clock.utc(at: arrival))
        return object.text
    }
}

extension TappedPulse {
    /// gpsd_json(5), "PPS": what the kept clock showed at the edge, and what it marks. `nil` where that is not known.
    func pps(device: String, jitter: Duration?) -> String? {
        guard let marks else { return nil }
        var object = GPSDJSON("PPS")
        object.add("device", device)
        object.add(real: utc.utc(marks), clock: utc.utc(edge.reading.shown))
        object.add("precision", Self.precision(of: edge.uncertainty == .zero ? jitter : edge.uncertainty))
        // As the receiver says it: positive, the edge comes early.
        object.add("qErr", sawtooth.map { -Int($0.wholePicoseconds) })
        return object.text
    }

    /// The power of two that is not finer than this; gpsd's own −20 (a microsecond) where it is not known.
    static func precision(of uncertainty: Duration?) -> Int {
        guard let uncertainty, uncertainty > .zero else { return -20 }
        var (precision, size) = (-32, 1.0 / 4_294_967_296)
        while size < uncertainty.realSeconds, precision < 0 { (precision, size) = (precision + 1, size * 2) }
        return precision
    }
}

extension GPSDJSON {
    /// Two moments as POSIX counts them.
    fileprivate mutating func add(real: UTCInstant, clock: UTCInstant) {
        let (real, clock) = (UnixTimestamp(real), UnixTimestamp(clock))
        add("real_sec", Int(real.seconds))
        add("real_nsec", Int(real.nanoseconds))
        add("clock_sec", Int(clock.seconds))
        add("clock_nsec", Int(clock.nanoseconds))
    }
}
