// SPDX-License-Identifier: Apache-2.0

import TimeKeeping

extension Alarm {
    /// Everything that wants attention now, the gravest first.
    public static func all(in snapshot: ApplianceSnapshot) -> [Alarm] {
        let raised = table.filter { snapshot.conditions.contains($0.condition) }.map(\.alarm)
        let all = raised + antenna(snapshot.receiver.antenna) + jamming(snapshot.receiver.jamming)
        return all.filter { $0.severity == .critical } + all.filter { $0.severity == .warning }
    }

    private static var table: [(condition: Conditions, alarm: Alarm)] {
        [
            (.unsynchronised, Alarm("unsynchronised", .critical, "The time is not to be relied on.")),
            (.receiverUnplugged, Alarm("receiver-unplugged", .critical, "The receiver's port is gone.")),
            (
                .receiverSilent,
                Alarm("receiver-silent", .critical, "The receiver's port is open, but no time is heard from it.")
            ),
            (.pulseLost, Alarm("pulse-lost", .critical, "No pulse is heard.")),
            (
                .receiverContradicts,
                Alarm("receiver-contradicts", .critical, "The receiver states another time and is not followed.")
            ),
            (.pulseContradicts, Alarm("pulse-contradicts", .critical, "The pulse jumped and is not followed.")),
            (.holdover, Alarm("holdover", .warning, "The clock runs on what it learned.")),
            (.noFix, Alarm("no-fix", .warning, "The receiver does not vouch for its time.")),
            (
                .labelAmbiguous,
                Alarm("label-ambiguous", .warning, "The receiver's messages do not tell which second a pulse marks.")
            ),
            (.leapTableExpired, Alarm("leap-table-expired", .warning, "The leap-second table has expired.")),
        ]
    }

    private static func antenna(_ state: String?) -> [Alarm] {
        state == "open" || state == "short"
            ? [Alarm("antenna", .critical, "The antenna's line is \(state ?? "").")] : []
    }

    private static func jamming(_ state: String?) -> [Alarm] {
        state == "warning" || state == "critical"
            ? [Alarm("jamming", .warning, "The receiver reports interference: \(state ?? "").")] : []
    }
}
