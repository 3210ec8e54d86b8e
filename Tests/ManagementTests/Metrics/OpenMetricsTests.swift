// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import StillAppliance
import Testing
import TimeBase

@testable import Management

@Suite struct `The metrics` {
    @Test func `of a still appliance are these`() {
        let families = OpenMetrics.families(of: .locked).filter { !$0.name.hasPrefix("gnomon_alarm_") }
        let text = MetricText.text(of: families, as: .openMetrics)
        #expect(text == GoldenMetrics.openMetrics, "is instead:\n\(text)")
    }

    @Test func `have the same samples in both formats`() {
        let (modern, plain) = (OpenMetrics.text(of: .locked), OpenMetrics.text(of: .locked, as: .plain))
        func samples(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
        #expect(samples(modern) == samples(plain))
        #expect(!plain.contains("# EOF") && !plain.contains("# UNIT") && !plain.contains(" stateset"))
    }

    @Test func `admit that nothing is known`() {
        let lines = Self.lines(of: .starting)
        #expect(lines.contains("gnomon_clock_error_bound_seconds +Inf"))
        #expect(lines.contains("gnomon_state{gnomon_state=\"starting\"} 1"))
        #expect(lines.contains("gnomon_time_trustworthy 0"))
        #expect(lines.contains("gnomon_ntp_stratum 16"))
        #expect(lines.contains("gnomon_ntp_reference_info{id=\"INIT\"} 1"))
        #expect(lines.contains("gnomon_receiver_port_open 0"))
        #expect(lines.contains("gnomon_alarm_active{alarm=\"unsynchronised\",severity=\"critical\"} 1"))
        #expect(lines.last == "# EOF")
    }

    @Test func `leave out what is not known, and keep what is merely not so`() {
        let lines = Self.lines(of: .starting)
        for name in ["gnomon_pulse_residual", "gnomon_receiver_epoch_age", "gnomon_receiver_antenna", "gnomon_carrier"]
        {
            #expect(!lines.contains { $0.hasPrefix(name) }, "\(name)")
        }
        #expect(lines.contains("gnomon_constellation_satellites_used{constellation=\"gps\"} 0"))
        #expect(lines.contains("gnomon_timing_latency_seconds_count 0"))
    }

    @Test func `know the satellites by constellation, and their mean strength where they are used`() {
        var snapshot = ApplianceSnapshot.locked
        let strengths: [(String, Int?, Bool)] = [
            ("gps", 40, true), ("gps", 45, true), ("gps", nil, true), ("gps", 10, false), ("galileo", nil, true),
        ]
        snapshot.receiver.satellites = strengths.enumerated().map {
            SatelliteFacts(constellation: $1.0, number: $0, carrierToNoise: $1.1, isUsed: $1.2)
        }
        let lines = Self.lines(of: snapshot)
        #expect(lines.contains("gnomon_constellation_satellites_used{constellation=\"gps\"} 3"))
        #expect(lines.contains("gnomon_constellation_satellites_in_view{constellation=\"gps\"} 4"))
        #expect(
            lines.filter { $0.hasPrefix("gnomon_carrier_to_noise_dbhz{") } == [
                "gnomon_carrier_to_noise_dbhz{constellation=\"gps\"} 42.5"
            ])
    }

    @Test func `tell when the bound will pass what people care for`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.phase = .holdover
        snapshot.state.errorBound = ErrorBound(base: .microseconds(2), growth: 1e-9)
        let lines = Self.lines(of: snapshot).filter { $0.hasPrefix("gnomon_clock_error_bound_passes_seconds{") }
        #expect(lines.first == "gnomon_clock_error_bound_passes_seconds{limit=\"1e-06\"} 0")
        #expect(
            lines.dropFirst().first?.hasPrefix("gnomon_clock_error_bound_passes_seconds{limit=\"1e-05\"} 799") ?? false)
        snapshot.state.errorBound = ErrorBound(base: .nanoseconds(1))
        #expect(Self.lines(of: snapshot).contains("gnomon_clock_error_bound_passes_seconds{limit=\"1e-06\"} +Inf"))
    }

    @Test func `tell the pulse, the followers and what is missing`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.pulse.residual = .nanoseconds(25)
        snapshot.pulse.jitter = .nanoseconds(50)
        snapshot.followers = [
            FollowerFacts(name: "eth0", offset: .microseconds(-1), uncertainty: .nanoseconds(500)),
            FollowerFacts(name: "eth1"),
        ]
        snapshot.missing = ["There is no GPIO chip."]
        let lines = Self.lines(of: snapshot)
        #expect(lines.contains("gnomon_pulse_residual_seconds 2.5e-08"))
        #expect(lines.contains("gnomon_pulse_jitter_seconds 5e-08"))
        #expect(lines.filter { $0.hasPrefix("gnomon_follower_offset_seconds{") }.count == 1)
        #expect(lines.contains { $0.hasPrefix("gnomon_follower_uncertainty_seconds{follower=\"eth0\"} 5") })
        #expect(lines.contains("gnomon_parts_missing 1"))
    }

    @Test func `have every alarm, with the severity that it is raised with`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.alarms = [
            Alarm("certificate", .critical, "It has expired.", acknowledged: "ana"),
            Alarm("jamming", .warning, "There is."),
        ]
        let lines = Self.lines(of: snapshot)
        for id in AlarmDefinition.ids {
            #expect(lines.filter { $0.hasPrefix("gnomon_alarm_active{alarm=\"\(id)\",") }.count == 1, "\(id)")
            #expect(lines.filter { $0.hasPrefix("gnomon_alarm_acknowledged{alarm=\"\(id)\"} ") }.count == 1, "\(id)")
        }
        #expect(lines.contains("gnomon_alarm_active{alarm=\"certificate\",severity=\"critical\"} 1"))
        #expect(lines.contains("gnomon_alarm_acknowledged{alarm=\"certificate\"} 1"))
        #expect(lines.contains("gnomon_alarm_active{alarm=\"jamming\",severity=\"warning\"} 1"))
        #expect(lines.contains("gnomon_alarm_acknowledged{alarm=\"jamming\"} 0"))
        #expect(lines.contains("gnomon_alarm_active{alarm=\"login-failed\",severity=\"notice\"} 0"))
    }

    @Test func `have each family once, its samples together, its unit in its name, and what it means`() {
        let families = OpenMetrics.families(of: .locked)
        #expect(Set(families.map(\.name)).count == families.count)
        for family in families {
            #expect(family.name.hasPrefix("gnomon_"))
            #expect(family.help.hasSuffix(".") && !family.help.contains("\""), "\(family.name)")
            if let unit = family.unit { #expect(family.name.hasSuffix("_" + unit)) }
            #expect(!family.name.hasSuffix("_total") && !family.name.hasSuffix("_info"))
        }
    }

    private static func lines(of snapshot: ApplianceSnapshot) -> [Substring] {
        OpenMetrics.text(of: snapshot).split(separator: "\n")
    }
}
