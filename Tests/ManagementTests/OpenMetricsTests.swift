// SPDX-License-Identifier: Apache-2.0

import Appliance
import StillAppliance
import Testing

@testable import Management

@Suite struct `The metrics` {
    @Test func `are OpenMetrics text`() {
        let text = OpenMetrics.text(of: .locked)
        #expect(text == Self.expected, "is instead:\n\(text)")
    }

    @Test func `admit that nothing is known`() {
        let lines = OpenMetrics.text(of: .starting).split(separator: "\n")
        #expect(lines.contains("gnomon_clock_error_bound_seconds +Inf"))
        #expect(lines.contains("gnomon_state{gnomon_state=\"starting\"} 1"))
        #expect(lines.contains("gnomon_time_trustworthy 0"))
        #expect(lines.contains("gnomon_alarm_active{alarm=\"unsynchronised\",severity=\"critical\"} 1"))
        #expect(lines.last == "# EOF")
    }

    @Test func `escape what labels and help may not have`() {
        let family = MetricFamily("m", .gauge, "a \"b\"\n\\", [.init(["l": "x\"\\\n"], -1.5)])
        #expect(family.text == "# TYPE m gauge\n# HELP m a \\\"b\\\"\\n\\\\\nm{l=\"x\\\"\\\\\\n\"} -1.5\n")
    }

    @Test(arguments: [
        (0.0, "0"), (-0.5, "-0.5"), (1e15, "1000000000000000.0"), (999_999_999_999_999, "999999999999999"),
        (.infinity, "+Inf"),
        (-.infinity, "-Inf"), (.nan, "NaN"), (1.25e-8, "1.25e-08"),
    ])
    func `write numbers so that any reader takes them`(_ value: Double, _ text: String) {
        #expect(MetricFamily("m", .gauge, "h", value).text.hasSuffix("\nm \(text)\n"))
    }

    @Test func `have each family once, its samples together, its unit in its name`() {
        let lines = OpenMetrics.text(of: .locked).split(separator: "\n")
        let families = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
        #expect(Set(families).count == families.count)
        #expect(families.allSatisfy { $0.hasPrefix("gnomon_") })
        for line in lines where line.hasPrefix("# UNIT ") {
            let words = line.split(separator: " ")
            #expect(words[2].hasSuffix("_" + words[3]))
        }
    }

    private static let expected = """
        # TYPE gnomon_build info
        # HELP gnomon_build What this program is.
        gnomon_build_info{version="\(Version.text)"} 1
        # TYPE gnomon_state stateset
        # HELP gnomon_state What is claimed about the time.
        gnomon_state{gnomon_state="starting"} 0
        gnomon_state{gnomon_state="acquiring"} 0
        gnomon_state{gnomon_state="locked"} 1
        gnomon_state{gnomon_state="holdover"} 0
        gnomon_state{gnomon_state="fallback"} 0
        gnomon_state{gnomon_state="unsynchronised"} 0
        # TYPE gnomon_time_trustworthy gauge
        # HELP gnomon_time_trustworthy Whether the time served is within its bound.
        gnomon_time_trustworthy 1
        # TYPE gnomon_clock_offset_seconds gauge
        # UNIT gnomon_clock_offset_seconds seconds
        # HELP gnomon_clock_offset_seconds Estimated clock - TAI: positive, our clock is ahead.
        gnomon_clock_offset_seconds -1.2000000000000002e-08
        # TYPE gnomon_oscillator_frequency_ratio gauge
        # UNIT gnomon_oscillator_frequency_ratio ratio
        # HELP gnomon_oscillator_frequency_ratio Estimated fractional frequency of the free-running oscillator: positive, it runs fast.
        gnomon_oscillator_frequency_ratio 1.5e-06
        # TYPE gnomon_clock_error_bound_seconds gauge
        # UNIT gnomon_clock_error_bound_seconds seconds
        # HELP gnomon_clock_error_bound_seconds How wrong the clock may be; +Inf while nothing is known.
        gnomon_clock_error_bound_seconds 3.5000000000000004e-07
        # TYPE gnomon_uptime_seconds gauge
        # UNIT gnomon_uptime_seconds seconds
        # HELP gnomon_uptime_seconds How long the program has run.
        gnomon_uptime_seconds 150
        # TYPE gnomon_satellites_used gauge
        # HELP gnomon_satellites_used Satellites in the receiver's solution.
        gnomon_satellites_used 1
        # TYPE gnomon_satellites_in_view gauge
        # HELP gnomon_satellites_in_view Satellites that the receiver sees.
        gnomon_satellites_in_view 2
        # TYPE gnomon_receiver_bytes counter
        # UNIT gnomon_receiver_bytes bytes
        # HELP gnomon_receiver_bytes What was heard from the receiver.
        gnomon_receiver_bytes_total 4096
        # TYPE gnomon_receiver_epochs counter
        # HELP gnomon_receiver_epochs Navigation epochs heard.
        gnomon_receiver_epochs_total 100
        # TYPE gnomon_receiver_messages_refused counter
        # HELP gnomon_receiver_messages_refused Messages that could not be read.
        gnomon_receiver_messages_refused_total{reason="checksum"} 2
        # TYPE gnomon_pulse_edges counter
        # HELP gnomon_pulse_edges Edges of the pulse by what became of them.
        gnomon_pulse_edges_total{outcome="accepted"} 99
        gnomon_pulse_edges_total{outcome="outlier"} 1
        # TYPE gnomon_ntp_requests counter
        # HELP gnomon_ntp_requests NTP packets by what became of them.
        gnomon_ntp_requests_total{outcome="answered"} 10
        gnomon_ntp_requests_total{outcome="tooShort"} 2
        gnomon_ntp_requests_total{outcome="denied"} 0
        # TYPE gnomon_alarm_active gauge
        # HELP gnomon_alarm_active Alarms that are raised.
        gnomon_alarm_active{alarm="leap-announced",severity="notice"} 1
        # EOF

        """
}
