// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase
import TimeKeeping

extension WhyReport.Evidence {
    /// The clock that is kept, and those that follow it.
    static func clock(_ snapshot: ApplianceSnapshot) -> Self {
        let state = snapshot.state
        let speed = Phrase.frequency(ppb: state.frequency.magnitude * 1e9).dropFirst()
        let frequency = "its oscillator runs \(speed) \(state.frequency < 0 ? "slow" : "fast")"
        let isKnown = state.isMeasured || state.lastUpdate != nil
        let offset =
            state.isMeasured
            ? "The clock is \(Phrase.offset(state.offset)), as measured; \(frequency), which is taken out."
            : "What the clock is off is not measured now; "
                + (isKnown ? "\(frequency), as far as is known." : "nor how it runs.")
        let update = state.lastUpdate.map { last in
            "Its reference last corrected it at \(Phrase.moment(state.utc.utc(last)))."
        }
        let others = snapshot.steppedByOthers.map {
            "Another program set it \((snapshot.now - $0).humanText) ago; what was measured before no longer counted."
        }
        let verdict: WhyReport.Verdict =
            state.phase == .locked ? .believed : state.isTrustworthy || state.hasLocked ? .doubted : .missing
        return Self(
            "clock", verdict,
            [offset, update ?? "No reference has corrected it yet.", others]
                + StatusReport(snapshot).followers.map { $0.phrase + "." })
    }

    static func bound(_ snapshot: ApplianceSnapshot) -> Self {
        guard let bound = snapshot.state.knownErrorBound(at: snapshot.now) else {
            return Self("bound", .missing, ["How wrong the clock may be is not known yet."])
        }
        let growth = snapshot.state.errorBound
        let rate = Duration.realSeconds(growth.growth)
        let verdict: WhyReport.Verdict = snapshot.state.isTrustworthy ? .believed : .doubted
        return Self(
            "bound", verdict,
            [
                "The clock is within \(bound.humanText) of the truth. Without news that grows by \(rate.humanText) a second"
                    + (growth.acceleration + growth.wander > 0 ? ", and faster with time." : "."),
                snapshot.errorParts == nil ? nil : "It is the sum of:",
            ])
    }

    static func leapSeconds(_ snapshot: ApplianceSnapshot, _ settings: Settings) -> Self {
        let (utc, shown) = (snapshot.state.utc, snapshot.clock.reading(at: snapshot.now).shown)
        let next = utc.next.flatMap { $0.at > shown ? $0 : nil }
        let change = next.map {
            "a second is \($0.change > 0 ? "inserted" : "left out") before \(Phrase.moment(utc.utc($0.at)))"
        }
        let table = settings.clock.leapSecondsFile.map { "The table of \($0)" } ?? "The table built in"
        let end =
            snapshot.leapTableEnds.map { " is good until \(Phrase.moment(utc.utc($0)).prefix(10))" } ?? " is in use"
        let expired = utc.isCurrent ? "" : ": it has expired, and up to a second more may be wrong"
        return Self(
            "leap-seconds", utc.isCurrent ? .believed : .doubted,
            [
                "TAI − UTC is \(utc.taiMinusUTC(at: shown)) s; \(change ?? "no change is known to come").",
                table + end + expired + ".", notice(snapshot.receiver.leap, utc),
            ])
    }

    /// What the receiver says of it.
    private static func notice(_ notice: LeapNoticeFacts?, _ utc: UTCRelation) -> String {
        guard let notice else { return "The receiver says nothing of leap seconds." }
        guard notice.isVouched else {
            return
                "The receiver's firmware counts GPS − UTC as \(notice.gpsMinusUTC) s; the satellites have not said yet."
        }
        let change = notice.next == nil ? "no change" : "a change"
        return "The satellites vouch for it: GPS − UTC is \(notice.gpsMinusUTC) s, and \(change) is announced."
    }

    static func batteryClock(_ snapshot: ApplianceSnapshot, _ settings: Settings) -> Self {
        if snapshot.isBorneOutByBattery {
            return Self("battery-clock", .believed, ["At the start a clock on a battery showed the same time."])
        }
        let isLeftAlone = settings.board.kind == .simulated || settings.clock.batteryClock == nil
        let sentence =
            isLeftAlone
            ? "No clock on a battery is asked." : "At the start no clock on a battery bore out what our clock shows."
        return Self("battery-clock", .told, [sentence])
    }
}

extension WhyReport.Part {
    static func all(of snapshot: ApplianceSnapshot) -> [Self] {
        guard let parts = snapshot.errorParts else { return [] }
        let grown = snapshot.state.errorBound.after(snapshot.now - snapshot.state.asOf) - snapshot.state.errorBound.base
        let all: [(String, Duration)] = [
            ("what the clock is known to be off, not taken out yet", parts.offset),
            ("by how much its pulse was off what was expected, of late", parts.lag),
            ("what chance may hide", parts.chance), ("since the last measurement", parts.since + grown),
            ("noise of the stamps that no averaging takes out", parts.noise),
            ("what the pulse may be off the true second, by the settings", parts.pulse),
            ("what the receiver says its time may be off", parts.receiver),
            ("what the pulse input says its stamp may be off", parts.stamp),
        ]
        // Less is not worth a line.
        return all.filter { $0.1 > .picoseconds(10) }.map { Self(name: $0.0, ns: $0.1.realNanoseconds) }
    }
}
