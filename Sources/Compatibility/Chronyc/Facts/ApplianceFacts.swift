// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NTP
import TimeBase
import TimeKeeping

extension Chronyc {
    /// An appliance as chronyc sees one.
    struct ApplianceFacts: View {
        var snapshot: ApplianceSnapshot
        var receiver = SourceWatch()
        var pulse = SourceWatch()
        var commands = Asking()
        var everyClient: @Sendable () -> [Client] = { [] }

        var clients: [Client] { everyClient() }

        var tracking: Tracking {
            let (state, claim) = (snapshot.state, snapshot.claim)
            var tracking = Tracking()
            tracking.frequency = state.frequency
            guard state.isTrustworthy else { return tracking }
            (tracking.referenceID, tracking.stratum) = (claim.referenceID, UInt16(claim.stratum))
            tracking.leap = leap
            tracking.referenceTime = state.lastUpdate.map { UnixTimestamp(state.utc.utc($0)) }
            tracking.offset = state.isMeasured ? state.offset.realSeconds : 0
            tracking.lastOffset = snapshot.freshResidual?.realSeconds ?? 0
            tracking.usualOffset = snapshot.pulse.jitter?.realSeconds ?? 0
            tracking.skew = state.errorBound.growth
            let rootDelay = state.phase == .fallback ? state.upstream?.rootDelay ?? .zero : .zero
            tracking.rootDelay = rootDelay.realSeconds
            tracking.rootDispersion = max(.zero, bound - rootDelay / 2).realSeconds
            // A pulse comes once a second.
            tracking.updateInterval = state.lastUpdate == nil ? 0 : 1
            return tracking
        }

        /// As NTP replies claim it.
        private var leap: Leap {
            switch snapshot.claim.leap {
            case .none: .none
            case .insert: .insert
            case .delete: .delete
            case .unknown: .unsynchronised
            }
        }

        /// The root dispersion that NTP replies claim, but finer than they can tell it.
        private var bound: Duration {
            snapshot.state.errorBound.after(snapshot.now - snapshot.state.asOf)
                + (snapshot.state.utc.isCurrent ? .zero : ServerClaim.staleUTCError)
        }

        var server: ServerStatistics {
            var server = ServerStatistics()
            server.ntpReceived = snapshot.ntp.received
            // What was answered and then not sent counts as answered, and is told by no name of chronyd's.
            server.ntpDropped = snapshot.ntp.dropped.reduce(0) { $0 &+ ($1.name == "unsent" ? 0 : $1.count) }
            (server.commandsReceived, server.commandsDropped) = (commands.hits, commands.drops)
            // The kernel stamps each request as it comes in; the reply is stamped when it is handed over.
            server.receivingStampedByKernel = snapshot.ntp.answered
            server.sendingStampedByProgram = snapshot.ntp.answered
            return server
        }
    }
}
