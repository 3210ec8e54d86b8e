// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A port by itself, driven by hand.
struct LonePort {
    var port: Port
    var box = Outbox()
    var now = MonotonicInstant.at(0)
    var claim = GrandmasterClaim.locked

    init(
        _ profile: Profile = .defaultE2E, stamping: Stamping = .software, number: UInt16 = 1,
        _ change: (inout PortSettings) -> Void = { _ in }
    ) {
        var settings = PortSettings(profile)
        settings.isGrandmasterOnly = true
        change(&settings)
        port = Port(
            settings, identity: PortIdentity(clock: .us, number: number), stamping: stamping, at: now)
    }

    mutating func wake(at seconds: Double? = nil) {
        if let seconds { now = .at(seconds) }
        port.wake(at: now, shown: .shown(at: now), claim: claim, into: &box)
    }

    /// Wakes whenever the port wants, up to a moment.
    mutating func run(until seconds: Double) {
        while port.nextWake <= .at(seconds) {
            now = max(now, port.nextWake)
            wake()
        }
        now = .at(seconds)
    }

    mutating func receive(_ message: some WireMessage, stamp: TAIInstant? = nil, toGroup: Bool = true) {
        let arrival = Arrival(
            at: now, stamp: stamp, source: .ip(IPAddress(v4: 0x0A00_0009)), toGroup: toGroup)
        port.receive(octets(message).span, arrival, into: &box)
    }

    mutating func stamp(_ ticket: UInt32?, _ stamp: TAIInstant?) {
        guard let ticket else { return }
        port.transmitted(ticket, stamp: stamp, at: now, into: &box)
    }
}
