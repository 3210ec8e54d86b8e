// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP
public import TimeBase

/// What is known of one address that asks for the time.
public struct NTPClientFacts: Hashable, Sendable {
    public var address: IPAddress
    /// Of the protocol, as its last datagram said; 0: not known.
    public var version: UInt8
    public var answered: UInt64
    public var refused: UInt64
    /// How it was answered the last time.
    public var manner = ReplyManner.plain
    /// Why, the last time that it got no answer.
    public var lastRefusal: Refusal?
    public var first: MonotonicInstant
    public var last: MonotonicInstant
    /// Between two datagrams of late; `nil` after a single one.
    public var meanInterval: Duration?

    /// Datagrams a minute of late; `nil` after a single one.
    public var perMinute: Double? { meanInterval.map { 60 / max($0.realSeconds, 1e-9) } }

    /// The same client at two workers.
    func joined(with other: Self) -> Self {
        let later = last > other.last ? self : other
        var sum = later
        sum.first = min(first, other.first)
        sum.answered = answered &+ other.answered
        sum.refused = refused &+ other.refused
        sum.lastRefusal = later.lastRefusal ?? lastRefusal ?? other.lastRefusal
        if let a = perMinute, let b = other.perMinute { sum.meanInterval = .realSeconds(60 / (a + b)) }
        return sum
    }

    /// Of several workers' tables, each address once, the last heard first.
    static func joined(_ tables: [[NTPClientFacts]]) -> [NTPClientFacts] {
        var byAddress: [IPAddress: NTPClientFacts] = [:]
        for facts in tables.joined() {
            byAddress[facts.address] = byAddress[facts.address].map { $0.joined(with: facts) } ?? facts
        }
        return byAddress.values.sorted { ($1.last, $0.address) < ($0.last, $1.address) }
    }
}

/// How often a client was refused, why the last time, how it was answered the last time, and the version that it speaks,
/// in one word: 48 bits of count, 8 of reason (0: none), 3 of version, 5 of manner.
struct Refused {
    var raw: UInt64
    private static var countBits: UInt64 { 0xFFFF_FFFF_FFFF }

    var count: UInt64 { raw & Self.countBits }
    var last: Refusal? {
        let code = UInt8(truncatingIfNeeded: raw >> 48)
        return code == 0 ? nil : Refusal(rawValue: code - 1)
    }
    var version: UInt8 { UInt8(truncatingIfNeeded: raw >> 56) & 7 }
    var manner: ReplyManner { ReplyManner(code: UInt8(truncatingIfNeeded: raw >> 59)) }

    /// - Parameter new: the version, 0...7; 0: not known.
    func noting(_ refusal: Refusal?, version new: UInt8, _ latest: ReplyManner) -> Refused {
        let count = refusal == nil ? count : min(count + 1, Self.countBits)
        let reason = refusal.map { UInt64($0.rawValue) + 1 } ?? (raw >> 48 & 0xFF)
        let told = UInt64((refusal == nil ? latest : manner).code) << 59
        return Refused(raw: count | reason << 48 | UInt64(new == 0 ? version : new & 7) << 56 | told)
    }
}
