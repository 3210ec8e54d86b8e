// SPDX-License-Identifier: Apache-2.0

import Appliance
import PTP

extension Schema {
    /// Of ``SourcesReport/Source/Master``.
    static let heardMaster = Schema.object(
        "Of a source that is heard by PTP",
        [
            Field("interface", .text()), Field("domain", .whole("", 0...255)),
            Field("state", .word("", among: PortState.allCases.map(\.name))),
            Field("timestamps", .text("How good they are, one sentence")),
            Field("master", .text("The port that is heard, as linuxptp writes it").orNull),
            Field("grandmaster", .text("As linuxptp writes it").orNull),
            Field("stepsRemoved", .whole("Boundary clocks between the master and the grandmaster", 0...65_535).orNull),
            Field("clockClass", .whole("Of the grandmaster", 0...255).orNull),
            Field("clockAccuracy", .whole("As a number of IEEE 1588's table", 0...255).orNull),
            Field("timeTraceable", .truth("Whether its time comes from a primary reference").orNull),
            Field("frequencyTraceable", .truth("Whether its frequency does").orNull),
            Field("ptpTimescale", .truth("Whether it counts as PTP does").orNull),
            Field("utcOffset", .whole("TAI − UTC, s, where it calls it valid", -32_768...32_767).orNull),
            Field("leap", .word("", among: ["insert", "delete"]).orNull),
            Field("samples", .whole("Syncs that were measured", 0 ... .max)),
            Field("masters", .whole("Masters heard of late", 0...255)),
        ])
}
