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
        /// Beside each, when it is sent next, and what came of it so far.
        var next: [MonotonicInstant]
        var facts: [BroadcastFacts]
        var authenticator: KeyAuthenticator?
        /// Whose keys these are.
        var keysCount: UInt64?

        init(_ wanted: [Settings.NTPService.Broadcast]) {
            self.wanted = wanted
            next = wanted.map { _ in HostClock.now }
            facts = wanted.map {
                BroadcastFacts(to: "\($0.destination)", key: $0.key, everySeconds: 1 << $0.interval)
            }
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
                note(Self.send(plan, time.read(), desk.authenticator, by: serving), of: index, in: &desk)
            }
        }
    }

    /// In the order of the settings.
    var facts: [BroadcastFacts] { desk.withLock(\.facts) }

    private func note(_ outcome: Outcome, of index: Int, in desk: inout Desk) {
        var fault: String?
        switch outcome {
        case .sent: desk.facts[index].sent &+= 1
        case .timeless: break
        case .failed(let reason): fault = reason
        }
        if let fault, fault != desk.facts[index].fault {
            log.warning(
                "a broadcast is not sent", metadata: ["to": "\(desk.wanted[index].address)", "reason": "\(fault)"])
        }
        desk.facts[index].fault = fault
    }

    private enum Outcome {
        case sent
        /// There is no time to tell.
        case timeless
        case failed(String)
    }

    private func lookAtTheKeys(of serving: NTPServing, in desk: inout Desk) {
        guard desk.keysCount != serving.keysCount else { return }
        desk.keysCount = serving.keysCount
        desk.authenticator = KeyAuthenticator(serving.keys)
    }

    private static func send(
        _ plan: Settings.NTPService.Broadcast, _ served: ServedTime, _ authenticator: KeyAuthenticator?,
        by serving: NTPServing
    ) -> Outcome {
        guard let authenticator, let key = authenticator.key(UInt32(plan.key)) else {
            return .failed("there is no key \(plan.key)")
        }
        let claim = served.claim(at: HostClock.now, precision: -24)
        guard claim.stratum < 16 else { return .timeless }
        var octets = InlineArray<72, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        let now = HostClock.now
        let clock = served.toldClock(at: now)
        let transmit = Timeline(clock, utc: served.state.utc).timestamp(at: now)
        let count = BroadcastMessage.write(
            into: &span, claim: claim, poll: Int8(clamping: plan.interval), transmit: transmit, key: key,
            with: authenticator)
        guard let count else { return .failed("its MAC cannot be made") }
        let message = (0..<count).map { octets[$0] }
        do throws(SocketFault) { try serving.broadcast(message, to: plan.destination) } catch {
            return .failed("\(error)")
        }
        return .sent
    }
}
