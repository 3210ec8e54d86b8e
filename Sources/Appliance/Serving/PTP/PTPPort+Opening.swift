// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import PTP

/// The way to a port's network.
extension Settings.PTPService.Port {
    /// Who can stamp there.
    var ability: TimestampingAbility {
        get throws(PTPTrouble) {
            do throws(SocketFault) {
                return try .of(interface: interface, by: kind)
            } catch {
                throw PTPTrouble(error, of: self)
            }
        }
    }

    func open(_ stamps: PTPStamps) throws(PTPTrouble) -> PTPTransport {
        var settings = PTPTransport.Settings(kind, stamper: stamps.stamper)
        settings.virtualClock = stamps.virtualClock
        (settings.scope, settings.multicastHops, settings.eventDSCP) = (scope, ttl, dscp)
        settings.priority = vlanPriority.map { UInt8(clamping: $0) }
        do throws(SocketFault) {
            return try PTPTransport(on: interface, settings)
        } catch {
            throw PTPTrouble(error, of: self)
        }
    }
}
