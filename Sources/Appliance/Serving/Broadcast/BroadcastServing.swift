// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Synchronization
import TimeBase

/// Tells networks the time unasked, from the sockets that serve it.
final class BroadcastServing: Sendable {
    private struct Desk {
        var wanted: [Settings.NTPService.Broadcast]
        /// Beside each, when it is sent next, and whether something was wrong the last time.
        var next: [MonotonicInstant]
        var faults: [String?]
        var authenticator: KeyAuthenticator?
        /// Whose keys these are.
        var keysCount: UInt64?

        init(_ wanted: [Settings.NTPService.Broadcast]) {
            self.wanted = wanted
            next = wanted.map { _ in HostClock.now }
            faults = wanted.map { _ in nil }
        }
    }

    private let desk: Mutex<Desk>
    private let log: Logger

    init(_ settings: Settings, log: Logger) {
        desk = Mutex(Desk(settings.ntp.broadcast))
        self.log = log
    }

    func apply(_ settings: Settings) {
        desk.withLock { if $0.wanted != settings.ntp.broadcast { $0 = Desk(settings.ntp.broadcast) } }
    }

    /// Sends what is due; to be called several times a second.
    func send(_ time: Published<ServedTime>, by serving: NTPServing) {
        desk.withLock { desk in
            let now = HostClock.now
            for index in desk.wanted.indices where desk.next[index] <= now {
                let plan = desk.wanted[index]
                desk.next[index] = now + .seconds(1 << Int64(plan.interval))
                lookAtTheKeys(of: serving, in: &desk)
                let fault = Self.send(plan, time.read(), desk.authenticator, by: serving)
                if let fault, fault != desk.faults[index] {
                    log.warning("a broadcast is not sent", metadata: ["to": "\(plan.address)", "reason": "\(fault)"])
                }
                desk.faults[index] = fault
            }
        }
    }

    private func lookAtTheKeys(of serving: NTPServing, in desk: inout Desk) {
        guard desk.keysCount != serving.keysCount else { return }
        desk.keysCount = serving.keysCount
        desk.authenticator = KeyAuthenticator(serving.keys)
    }

    /// - Returns: why not; `nil` where it is sent, or there is no time to tell.
    private static func send(
        _ plan: Settings.NTPService.Broadcast, _ served: ServedTime, _ authenticator: KeyAuthenticator?,
        by serving: NTPServing
    ) -> String? {
        guard let authenticator, let key = authenticator.key(UInt32(plan.key)) else {
            return "there is no key \(plan.key)"
        }
        let claim = served.claim(at: HostClock.now, precision: -24)
        guard claim.stratum < 16 else { return nil }
        var octets = InlineArray<72, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        let now = HostClock.now
        let clock = served.toldClock(at: now)
        let transmit = Timeline(clock, utc: served.state.utc).timestamp(at: now)
        let count = BroadcastMessage.write(
            into: &span, claim: claim, poll: Int8(clamping: plan.interval), transmit: transmit, key: key,
            with: authenticator)
        guard let count else { return "its MAC cannot be made" }
        let message = (0..<count).map { octets[$0] }
        do throws(SocketFault) { try serving.broadcast(message, to: plan.destination) } catch { return "\(error)" }
        return nil
    }
}
