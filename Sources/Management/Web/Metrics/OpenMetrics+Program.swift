// SPDX-License-Identifier: Apache-2.0

import Appliance
import LinuxBoard

/// The program itself: what its connections and its process cost.
extension OpenMetrics {
    /// Who is served by the site.
    static func visitors(of site: Site) -> [MetricFamily] {
        [
            MetricFamily(
                "gnomon_ntp_clients", .gauge, "Who has asked for the time, as far as they are remembered.",
                Double(site.view.clients.count)),
            MetricFamily(
                "gnomon_http_connections", .gauge, "Connections to the page and the API.",
                Double(site.connections.count)),
            MetricFamily(
                "gnomon_http_listeners", .gauge, "Pages and programs that follow the events.",
                Double(site.events.count)),
        ]
    }

    /// Under the names that Prometheus' own libraries give them.
    static func process(_ state: ProcessState) -> [MetricFamily] {
        [
            MetricFamily(
                "process_cpu_seconds", .counter, unit: "seconds", "Processor time used, of the user and of the kernel.",
                state.processorSeconds),
            MetricFamily(
                "process_resident_memory_bytes", .gauge, unit: "bytes", "Memory that is held.",
                state.residentMemory.map { Double($0) }),
            MetricFamily(
                "process_virtual_memory_bytes", .gauge, unit: "bytes", "Addresses that are taken.",
                state.virtualMemory.map { Double($0) }),
            MetricFamily("process_open_fds", .gauge, "Descriptors that are open.", state.openFiles.map { Double($0) }),
            MetricFamily(
                "process_max_fds", .gauge, "Descriptors that may be open.", state.mostFiles.map { Double($0) }),
            MetricFamily("process_threads", .gauge, "Threads of the process.", state.threads.map { Double($0) }),
            MetricFamily(
                "process_start_time_seconds", .gauge, unit: "seconds",
                "When the process was started, since 1970-01-01 UTC by the system's clock.", state.startTime),
        ]
    }
}
