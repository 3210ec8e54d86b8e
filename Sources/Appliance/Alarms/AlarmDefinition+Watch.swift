// SPDX-License-Identifier: Apache-2.0

extension AlarmDefinition {
    /// Those of other machines' clocks.
    static let watch: [AlarmDefinition] = [
        .init(
            "watch-threshold", .warning, raise: 5, clear: 60,
            "Look at what keeps these machines' clocks; a cluster that relies on them may elect wrongly or lose leases."
        ) { $0.watchThreshold },
        .init(
            "watch-silent", .warning, raise: 5, clear: 10,
            "See whether the machine runs, serves NTP to this address, and is still called so."
        ) { $0.watchSilent },
        .init(
            "watch-unsynchronised", .notice, raise: 60, clear: 60,
            "Look at what keeps this machine's clock: it says itself that nothing does."
        ) { $0.watchUnsynchronised },
    ]
}
