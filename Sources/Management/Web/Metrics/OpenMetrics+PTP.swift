// SPDX-License-Identifier: Apache-2.0

import Appliance
import PTP
import TimeBase

/// What the PTP ports do. Nothing where there are none; clients are counted and not named.
extension OpenMetrics {
    static func ptp(_ facts: PTPFacts) -> [MetricFamily] { ptpClaims(facts) + ptpMessages(facts) + ptpUnicast(facts) }

    private static func ptpClaims(_ facts: PTPFacts) -> [MetricFamily] {
        let ports = facts.ports
        return [
            MetricFamily(
                "gnomon_ptp_port_state", .stateset, "What the PTP port does.",
                ports.flatMap { port in
                    PortState.allCases.map {
                        .init(port, [("gnomon_ptp_port_state", $0.name)], port.state == $0 ? 1 : 0)
                    }
                }),
            MetricFamily(
                "gnomon_ptp_clock_class", .gauge, "What the PTP port announces of the clock, or would: 6 locked.",
                each(ports) { Double($0.claim.quality.clockClass) }),
            MetricFamily(
                "gnomon_ptp_clock_accuracy_seconds", .gauge, unit: "seconds",
                "Within what the PTP port says that the clock is.",
                each(ports) { $0.claim.quality.accuracy.limit?.metricSeconds }),
            MetricFamily(
                "gnomon_ptp_hardware_timestamps", .gauge, "Whether the network card stamps the PTP port's messages.",
                each(ports) { $0.stamping == .software ? 0 : 1 }),
            MetricFamily(
                "gnomon_ptp_foreign_masters", .gauge, "Other masters that the PTP port hears.",
                each(ports) { facts in
                    Double(facts.foreignMasters.indices.count { facts.foreignMasters[$0] != nil })
                }),
            MetricFamily(
                "gnomon_ptp_link_delay_seconds", .gauge, unit: "seconds",
                "The way to the PTP port's neighbour, where it is measured.",
                each(ports) { $0.meanLinkDelay?.duration.metricSeconds }),
        ]
    }

    private static func ptpMessages(_ facts: PTPFacts) -> [MetricFamily] {
        let ports = facts.ports
        return [
            MetricFamily(
                "gnomon_ptp_messages", .counter, "PTP messages by type and direction.",
                counts(ports) { counters in
                    MessageType.allCases.flatMap { type in
                        [
                            ([("type", type.name), ("direction", "sent")], counters[sent: type]),
                            ([("type", type.name), ("direction", "received")], counters[received: type]),
                        ]
                    }
                }),
            MetricFamily(
                "gnomon_ptp_refused", .counter, "PTP messages that were not acted upon.",
                counts(ports) { counters in MessageRefusal.allCases.map { ([("reason", $0.name)], counters[$0]) } }),
            MetricFamily(
                "gnomon_ptp_stamps_missed", .counter, "Stamps of sent PTP messages that came late, or never.",
                counts(ports) { [([("kind", "late")], $0.stampsLate), ([("kind", "lost")], $0.stampsLost)] }),
            MetricFamily(
                "gnomon_ptp_unsent", .counter, "PTP messages that the kernel did not take.",
                counts(ports) { [([], $0.unsent)] }),
            MetricFamily(
                "gnomon_ptp_handovers", .counter, "Times that another master made the PTP port passive.",
                counts(ports) { [([], $0.handovers)] }),
        ]
    }

    private static func ptpUnicast(_ facts: PTPFacts) -> [MetricFamily] {
        let ports = facts.ports
        return [
            MetricFamily(
                "gnomon_ptp_clients", .gauge, "Who has unicast grants of the PTP port.",
                each(ports) { Double($0.unicastClients) }),
            MetricFamily(
                "gnomon_ptp_granted_per_second", .gauge, "Unicast messages a second that the PTP port has promised.",
                each(ports) { $0.unicastRate }),
            MetricFamily(
                "gnomon_ptp_grants", .counter, "Requests for unicast messages by what became of them.",
                counts(ports) {
                    [
                        ([("outcome", "granted")], $0.granted), ([("outcome", "refused")], $0.grantsRefused),
                        ([("outcome", "cancelled")], $0.cancelled),
                    ]
                }),
        ]
    }

    /// Of each port that has run.
    private static func each(_ ports: [PTPPortFacts], _ value: (PortFacts) -> Double?) -> [MetricFamily.Sample] {
        ports.compactMap { port in port.port.flatMap(value).map { .init(port, [], $0) } }
    }

    typealias Labels = [(name: String, value: String)]

    private static func counts(
        _ ports: [PTPPortFacts], _ counts: (PortCounters) -> [(Labels, UInt64)]
    ) -> [MetricFamily.Sample] {
        ports.flatMap { port in
            counts(port.port?.counters ?? PortCounters()).map { .init(port, $0.0, Double($0.1)) }
        }
    }
}

extension MetricFamily.Sample {
    /// Of one port: its number and its interface go first.
    fileprivate init(_ port: PTPPortFacts, _ labels: OpenMetrics.Labels, _ value: Double) {
        self.init([:], value)
        self.labels = [("port", "\(port.number)"), ("interface", port.interface)] + labels
    }
}
