// SPDX-License-Identifier: Apache-2.0

import Appliance
import LinuxBoard
import Notices
import Records

/// How the machine, the records and the channels fare, for those who collect metrics.
extension House {
    func metrics() async -> [MetricFamily] {
        let health = records.health
        return Self.families(of: health) + Self.families(of: await dispatcher.health(), health.droppedNotices)
            + Self.families(of: machine, diskFree: diskFree)
    }

    static func families(of health: RecordHealth) -> [MetricFamily] {
        let lost = [
            ("samples", health.lostSamples), ("entries", health.lostEntries), ("notices", health.lostNotices),
        ]
        return [
            MetricFamily(
                "gnomon_records_well", .gauge, "Whether what is recorded gets into the history's file.",
                health.isWell ? 1 : 0),
            MetricFamily(
                "gnomon_records_used_bytes", .gauge, unit: "bytes", "What is in use of the history's file.",
                Double(health.usedOctets)),
            MetricFamily(
                "gnomon_records_waiting", .gauge, "Samples that wait in memory to be written.",
                Double(health.waitingSamples)),
            MetricFamily(
                "gnomon_records_lost", .gauge,
                "What memory had no place for, in the trouble that there is; 0 once it is over.",
                lost.map { .init(["kind": $0.0], Double($0.1)) }),
        ]
    }

    static func families(of channels: [ChannelHealth], _ dropped: [String: Int]) -> [MetricFamily] {
        func each(_ value: (ChannelHealth) -> Double) -> [MetricFamily.Sample] {
            channels.map { .init(["channel": $0.name], value($0)) }
        }
        return [
            MetricFamily(
                "gnomon_channel_failing", .gauge, "Whether alarms cannot be told by the channel now.",
                each { $0.isFailing ? 1 : 0 }),
            MetricFamily(
                "gnomon_channel_waiting", .gauge, "Notices that wait for the channel.", each { Double($0.waiting) }),
            MetricFamily(
                "gnomon_channel_given_up", .counter, "Notices that the channel would not take.",
                each { Double($0.givenUp) }),
            MetricFamily(
                "gnomon_channel_displaced", .counter,
                "Notices that gave way to later ones, since the channel did not take them in time.",
                each { Double(dropped[$0.name] ?? 0) }),
        ]
    }

    static func families(of machine: MachineState, diskFree: UInt64?) -> [MetricFamily] {
        [
            MetricFamily(
                "gnomon_machine_temperature_celsius", .gauge, unit: "celsius", "Of the machine's hottest sensor.",
                machine.temperature),
            MetricFamily(
                "gnomon_machine_memory_available_bytes", .gauge, unit: "bytes", "Memory that programs can still get.",
                machine.memoryAvailable.map { Double($0) }),
            MetricFamily(
                "gnomon_machine_disk_free_bytes", .gauge, unit: "bytes", "What is free where the history is kept.",
                diskFree.map { Double($0) }),
            MetricFamily(
                "gnomon_machine_links_down", .gauge, "Network interfaces that are up without a carrier.",
                Double(machine.linksDown.count)),
        ]
    }
}
