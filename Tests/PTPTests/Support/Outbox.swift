// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A sink that keeps what was sent.
struct Outbox: MessageSink {
    struct Letter {
        var envelope: MessageEnvelope
        var octets: [UInt8]

        var header: MessageHeader? { MessageHeader(octets.span) }
        var type: MessageType? { header?.type }
    }

    var letters: [Letter] = []

    mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
        var octets = [UInt8](repeating: 0xEE, count: MessageEnvelope.room)
        var span = octets.mutableSpan
        let count = fill(&span)
        guard count > 0 else { return }
        letters.append(Letter(envelope: envelope, octets: Array(octets[..<count])))
    }

    /// Takes out all there is.
    mutating func take() -> [Letter] {
        defer { letters = [] }
        return letters
    }

    func all(_ type: MessageType) -> [Letter] { letters.filter { $0.type == type } }
}

extension Outbox.Letter {
    var announce: AnnounceMessage? { AnnounceMessage(octets.span) }
    var sync: SyncMessage? { SyncMessage(octets.span) }
    var followUp: FollowUpMessage? { FollowUpMessage(octets.span) }
    var delayResponse: DelayResponseMessage? { DelayResponseMessage(octets.span) }
}

extension MonotonicInstant {
    static func at(_ seconds: Double) -> Self { Self(sinceEpoch: .realSeconds(seconds)) }
}

extension TAIInstant {
    /// A day in 2026, and what our clock shows then at a moment of the counter.
    static let someDay = TAIInstant(sinceEpoch: .seconds(1_790_000_000))
    static func shown(at instant: MonotonicInstant) -> Self { someDay + instant.sinceEpoch }
}

extension GrandmasterClaim {
    /// Locked to satellites, within 100 ns.
    static let locked = GrandmasterClaim(
        quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D), utcOffset: 37,
        flags: [.utcOffsetValid, .ptpTimescale, .timeTraceable, .frequencyTraceable], timeSource: .gnss)

    func of(class clockClass: UInt8) -> Self {
        var claim = self
        claim.quality.clockClass = clockClass
        return claim
    }
}

extension ClockIdentity {
    static let us = ClockIdentity(raw: 0x001B_21FF_FE00_0001)
    static let other = ClockIdentity(raw: 0x001B_21FF_FE00_0002)
}

/// The octets of a message of the wire.
func octets(_ message: some WireMessage) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    var span = bytes.mutableSpan
    let count = message.write(into: &span)
    return Array(bytes[..<count])
}
