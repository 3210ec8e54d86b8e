// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Records
import StillAppliance
import Testing

@testable import Management
@testable import Notices

@Suite struct `Metrics of what surrounds the time` {
    @Test func `are the process's, under the names that everybody knows`() {
        var state = ProcessState(root: "/nowhere")
        #expect(MetricText.text(of: OpenMetrics.process(state), as: .plain) == "")
        (state.processorSeconds, state.residentMemory, state.virtualMemory) = (1.25, 4_096, 8_192)
        (state.openFiles, state.mostFiles, state.startTime, state.threads) = (7, 1_024, 1_600_000_000.5, 9)
        let lines = Self.samples(OpenMetrics.process(state))
        #expect(
            lines == [
                "process_cpu_seconds_total 1.25", "process_resident_memory_bytes 4096",
                "process_virtual_memory_bytes 8192",
                "process_open_fds 7", "process_max_fds 1024", "process_threads 9",
                "process_start_time_seconds 1600000000.5",
            ])
    }

    @Test func `are who is connected`() {
        #expect(
            Self.samples(OpenMetrics.visitors(of: .open(.locked))) == [
                "gnomon_ntp_clients 0", "gnomon_http_connections 0", "gnomon_http_listeners 0",
            ])
    }

    @Test func `are how the channels fare`() {
        var failing = ChannelHealth(name: "mail", summary: "")
        (failing.failingSince, failing.waiting, failing.givenUp) = (1, 12, 2)
        let channels = [failing, ChannelHealth(name: "log", summary: "")]
        #expect(
            Self.samples(House.families(of: channels, ["mail": 3])) == [
                "gnomon_channel_failing{channel=\"mail\"} 1", "gnomon_channel_failing{channel=\"log\"} 0",
                "gnomon_channel_waiting{channel=\"mail\"} 12", "gnomon_channel_waiting{channel=\"log\"} 0",
                "gnomon_channel_given_up_total{channel=\"mail\"} 2", "gnomon_channel_given_up_total{channel=\"log\"} 0",
                "gnomon_channel_displaced_total{channel=\"mail\"} 3",
                "gnomon_channel_displaced_total{channel=\"log\"} 0",
            ])
    }

    @Test func `are how the records fare`() async {
        let store = RecordStore(path: "/nowhere/at/all/records.sqlite")
        await store.flush()
        let lines = Self.samples(House.families(of: store.health))
        await store.close()
        #expect(
            lines == [
                "gnomon_records_well 0", "gnomon_records_used_bytes 0", "gnomon_records_waiting 0",
                "gnomon_records_lost{kind=\"samples\"} 0", "gnomon_records_lost{kind=\"entries\"} 0",
                "gnomon_records_lost{kind=\"notices\"} 0",
            ])
    }

    @Test func `are the machine's`() {
        var machine = MachineState(root: "/nowhere")
        (machine.temperature, machine.memoryAvailable, machine.linksDown) = (48.5, 1 << 30, ["eth1"])
        #expect(
            Self.samples(House.families(of: machine, diskFree: 5_000_000_000)) == [
                "gnomon_machine_temperature_celsius 48.5", "gnomon_machine_memory_available_bytes 1073741824",
                "gnomon_machine_disk_free_bytes 5000000000", "gnomon_machine_links_down 1",
            ])
    }

    private static func samples(_ families: [MetricFamily]) -> [String] {
        MetricText.text(of: families, as: .plain).split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }
}
