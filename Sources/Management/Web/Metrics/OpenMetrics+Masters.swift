// SPDX-License-Identifier: Apache-2.0

import Appliance

/// The masters that are heard by PTP.
extension OpenMetrics {
    static func masters(_ sources: [SourcesReport.Source]) -> [MetricFamily] {
        let heard = sources.compactMap { source in source.ptp.map { (name: source.name, ptp: $0) } }
        guard !heard.isEmpty else { return [] }
        func family(
            _ name: String, _ text: String, _ value: (SourcesReport.Source.Master) -> Int?
        ) -> MetricFamily {
            MetricFamily(
                name, .gauge, text,
                heard.compactMap { one in value(one.ptp).map { .init(["source": one.name], Double($0)) } })
        }
        return [
            MetricFamily(
                "gnomon_source_grandmaster", .gauge, "1, with the names of the master that is heard and its grandmaster.",
                heard.compactMap { one in
                    guard let master = one.ptp.master, let grandmaster = one.ptp.grandmaster else { return nil }
                    return .init(["source": one.name, "master": master, "grandmaster": grandmaster], 1)
                }),
            family("gnomon_source_clock_class", "The grandmaster's clockClass.", \.clockClass),
            family(
                "gnomon_source_steps_removed", "Boundary clocks between the master and the grandmaster.",
                \.stepsRemoved),
            family("gnomon_source_masters", "Masters heard of late.", \.masters),
        ]
    }
}
