// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A PTP port's packets: delay requests answered, Syncs and their Follow_Ups, to the group and to single clients.
struct PortMessages {
    /// Takes messages as a socket does, into one buffer.
    private struct Drain: MessageSink {
        var buffer = [UInt8](repeating: 0, count: MessageEnvelope.room)
        var sent = 0
        var ticket: UInt32?

        mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
            var span = buffer.mutableSpan
            sent += fill(&span) > 0 ? 1 : 0
            ticket = envelope.ticket ?? ticket
        }
    }

    private let start = MonotonicInstant(sinceEpoch: .zero)
    private let claim = GrandmasterClaim(
        quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D), utcOffset: 37,
        flags: [.ptpTimescale, .timeTraceable, .frequencyTraceable], timeSource: .gnss)

    private func shown(at now: MonotonicInstant) -> TAIInstant {
        TAIInstant(sinceEpoch: .seconds(2_000_000_000) + now.sinceEpoch)
    }

    private func port(_ profile: Profile) -> Port {
        var settings = PortSettings(profile)
        settings.isGrandmasterOnly = true
        settings.delayRequestsPerClient = 1_000
        return Port(
            settings, identity: PortIdentity(clock: ClockIdentity(raw: 0x1000), number: 1), stamping: .hardware,
            at: start)
    }

    func measureDelayRequests() -> Measurement {
        var (port, sink) = (port(.enterprise), Drain())
        port.wake(at: start, shown: shown(at: start), claim: claim, into: &sink)
        var octets = [UInt8](repeating: 0, count: 64)
        (octets[0], octets[1], octets[3]) = (0x1, 0x12, 44)
        sink.sent = 0
        let times = 100_000
        let result = count("PTP delay requests", times: times) { index in
            let now = start + .microseconds(10 * index)
            // A hundred clients, half of them by unicast.
            octets[27] = UInt8(index % 100)
            port.receive(
                octets.span,
                Arrival(
                    at: now, stamp: shown(at: now), source: .ip(IPAddress(v4: UInt32(index % 100))),
                    toGroup: index % 2 == 0),
                into: &sink)
        }
        precondition(sink.sent == times)
        return result
    }

    func measureSyncs() -> Measurement {
        var (port, sink) = (port(.smpte), Drain())
        port.wake(at: start, shown: shown(at: start), claim: claim, into: &sink)
        return count("PTP Syncs with their Follow_Ups", times: 20_000) { _ in
            let now = port.nextWake
            sink.ticket = nil
            port.wake(at: now, shown: shown(at: now), claim: claim, into: &sink)
            guard let ticket = sink.ticket else { return }
            port.transmitted(ticket, stamp: shown(at: now), at: now, into: &sink)
        }
    }
}
