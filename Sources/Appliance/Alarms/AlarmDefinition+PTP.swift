// SPDX-License-Identifier: Apache-2.0

extension AlarmDefinition {
    /// Those of the PTP ports.
    static let ptp: [AlarmDefinition] = [
        .init(
            "ptp-no-interface", .warning, raise: 5, clear: 5,
            "Look at the network's cable and switch, and at ptp.ports: the interface must be this machine's."
        ) { $0.ptpWithoutInterface },
        .init(
            "ptp-not-served", .warning, raise: 15, clear: 5,
            "Look at ptp.ports, at what the service's unit permits, and at other programs that serve PTP."
        ) { $0.ptpNotServed },
        .init(
            "ptp-passive", .notice, raise: 5, clear: 10,
            "See who the better master is; where it should not be one, look at its priorities and at ours."
        ) { $0.ptpPassive },
        .init(
            // One that is late now and then does no harm.
            "ptp-stamps", .warning, raise: 90, clear: 60,
            "Look at the load of the machine; with hardware timestamps, at the network card's driver."
        ) { $0.ptpStamps },
    ]
}
