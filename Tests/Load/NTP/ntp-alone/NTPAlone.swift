// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import LinuxBoard
import NTP
import TimeBase

/// `ntp-alone ADDRESS:PORT [KEYS]`: serves a clock as a locked one until it is ended, with the keys of that file. What it
/// costs is what serving NTP costs, without a receiver, a page or a history.
@main struct NTPAlone {
    static func main() throws {
        let words = CommandLine.arguments
        guard (2...3).contains(words.count), let endpoint = IPEndpoint(words[1]) else {
            print("usage: ntp-alone ADDRESS:PORT [KEYS]")
            return
        }
        var terms = ReplyTerms(remembering: .whoAsks) { KeyAuthenticator($0) }
        if words.count == 3 {
            terms.keys = KeyFile.read(String(decoding: try HostFile.read(words[2]).octets, as: UTF8.self)).ring
        }
        let server = try NTPServer(listeningOn: endpoint, time: Published(locked), terms: Posted(terms))
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
