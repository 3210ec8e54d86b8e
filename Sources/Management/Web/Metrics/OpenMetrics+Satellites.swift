// SPDX-License-Identifier: Apache-2.0

import Appliance

/// The sky, by constellation.
extension OpenMetrics {
    private static let constellations = ["gps", "galileo", "beidou", "glonass", "qzss", "navic", "sbas"]

    static func satellites(_ facts: ReceiverFacts) -> [MetricFamily] {
        [
            MetricFamily(
                "gnomon_satellites_used", .gauge, "Satellites in the receiver's solution.",
                Double(facts.satellitesUsed)),
            MetricFamily(
                "gnomon_satellites_in_view", .gauge, "Satellites that the receiver sees.",
                Double(facts.satellites.count)),
            MetricFamily(
                "gnomon_constellation_satellites_used", .gauge, "Satellites in the receiver's solution.",
                each { Double(facts.used(of: $0).count) }),
            MetricFamily(
                "gnomon_constellation_satellites_in_view", .gauge, "Satellites that the receiver sees.",
                each { name in Double(facts.satellites.filter { $0.constellation == name }.count) }),
            MetricFamily(
                "gnomon_carrier_to_noise_dbhz", .gauge, unit: "dbhz",
                "Mean C/N0 of the satellites in the receiver's solution: 10 log10 of its ratio in hertz.",
                each { Self.mean(facts.used(of: $0).compactMap(\.carrierToNoise)) }),
        ]
    }

    /// A sample for each constellation that has a value.
    private static func each(_ value: (String) -> Double?) -> [MetricFamily.Sample] {
        constellations.compactMap { name in value(name).map { .init(["constellation": name], $0) } }
    }

    private static func mean(_ values: [Int]) -> Double? {
        values.isEmpty ? nil : Double(values.reduce(0, &+)) / Double(values.count)
    }
}

extension ReceiverFacts {
    fileprivate func used(of constellation: String) -> [SatelliteFacts] {
        satellites.filter { $0.isUsed && $0.constellation == constellation }
    }
}
