// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import LinuxBoard
import TimeBase

/// `ntp-alone ADDRESS:PORT`: serves a clock as a locked one until it is ended. What it costs is what serving NTP costs,
/// without a receiver, a page or a history.
@main struct NTPAlone {
    static func main() throws {
        guard CommandLine.arguments.count == 2, let endpoint = IPEndpoint(CommandLine.arguments[1]) else {
            print("usage: ntp-alone ADDRESS:PORT")
            return
        }
        let server = try NTPServer(listeningOn: endpoint, time: Published(locked))
        withExtendedLifetime(server) { while true { HostThread.sleep(for: .seconds(3600)) } }
    }

    /// Some time: how late it is changes no price.
    private static var locked: ServedTime {
        let now = HostClock.now
        let shown = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000)))
        let state = TimeState(
            phase: .locked, since: now, asOf: now, reason: .justStarted,
            errorBound: ErrorBound(base: .nanoseconds(300)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        return ServedTime(state: state, clock: ClockMapping(anchor: now, atAnchor: shown, rate: 0))
    }
}
