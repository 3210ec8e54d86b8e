// SPDX-License-Identifier: Apache-2.0

import Appliance
import PTP
import StillAppliance
import Testing

@testable import Management

@Suite struct `The metrics of PTP` {
    private static func lines(_ change: (inout PTPFacts) -> Void = { _ in }) -> [String] {
        var snapshot = ApplianceSnapshot.locked
        snapshot.ptp = .serving
        change(&snapshot.ptp)
        return OpenMetrics.text(of: snapshot).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("gnomon_ptp") }
    }

    @Test func `are those of each port`() {
        let port = "port=\"1\",interface=\"eth0\""
        let lines = Self.lines()
        let wanted = [
            "gnomon_ptp_port_state{\(port),gnomon_ptp_port_state=\"master\"} 1",
            "gnomon_ptp_port_state{\(port),gnomon_ptp_port_state=\"passive\"} 0",
            "gnomon_ptp_clock_class{\(port)} 6", "gnomon_ptp_clock_accuracy_seconds{\(port)} 2.5e-07",
            "gnomon_ptp_hardware_timestamps{\(port)} 0", "gnomon_ptp_foreign_masters{\(port)} 1",
            "gnomon_ptp_link_delay_seconds{\(port)} 8.12e-07",
            "gnomon_ptp_messages_total{\(port),type=\"sync\",direction=\"sent\"} 60",
            "gnomon_ptp_messages_total{\(port),type=\"announce\",direction=\"received\"} 29",
            "gnomon_ptp_refused_total{\(port),reason=\"other-domain\"} 3",
            "gnomon_ptp_stamps_missed_total{\(port),kind=\"late\"} 2",
            "gnomon_ptp_stamps_missed_total{\(port),kind=\"lost\"} 1", "gnomon_ptp_unsent_total{\(port)} 0",
            "gnomon_ptp_handovers_total{\(port)} 0", "gnomon_ptp_clients{\(port)} 1",
            "gnomon_ptp_granted_per_second{\(port)} 32.5", "gnomon_ptp_grants_total{\(port),outcome=\"granted\"} 3",
            "gnomon_ptp_grants_total{\(port),outcome=\"refused\"} 1",
        ]
        for line in wanted { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `of a port that has never run are its state and zeros`() {
        let lines = Self.lines { facts in
            facts.ports[0].port = nil
            facts.ports[0].trouble = PTPTrouble(.noInterface, "eth0 is not there")
        }
        #expect(lines.contains { $0.hasSuffix("gnomon_ptp_port_state=\"faulty\"} 1") })
        #expect(!lines.contains { $0.hasPrefix("gnomon_ptp_clock_class") })
        #expect(lines.filter { $0.hasPrefix("gnomon_ptp_messages") }.allSatisfy { $0.hasSuffix(" 0") })
    }

    @Test func `are none without a port`() { #expect(Self.lines { $0.ports = [] }.isEmpty) }
}
