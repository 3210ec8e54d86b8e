// SPDX-License-Identifier: Apache-2.0

import Appliance

/// The metrics of the still appliance that is locked, to the letter, but for the alarms: there is a pair for each of them.
enum GoldenMetrics {
    static let openMetrics = """
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
        # TYPE gnomon_state_age_seconds gauge
        # UNIT gnomon_state_age_seconds seconds
        # HELP gnomon_state_age_seconds For how long the state has been what it is.
        gnomon_state_age_seconds 100
        # TYPE gnomon_time_trustworthy gauge
        # HELP gnomon_time_trustworthy Whether the time served is within its bound.
        gnomon_time_trustworthy 1
        # TYPE gnomon_clock_offset_seconds gauge
        # UNIT gnomon_clock_offset_seconds seconds
        # HELP gnomon_clock_offset_seconds Clock - TAI as measured, while there is a reference: positive, our clock is ahead.
        gnomon_clock_offset_seconds -1.2e-08
        # TYPE gnomon_oscillator_frequency_ratio gauge
        # UNIT gnomon_oscillator_frequency_ratio ratio
        # HELP gnomon_oscillator_frequency_ratio Estimated fractional frequency of the free-running oscillator: positive, it runs fast.
        gnomon_oscillator_frequency_ratio 1.5e-06
        # TYPE gnomon_clock_error_bound_seconds gauge
        # UNIT gnomon_clock_error_bound_seconds seconds
        # HELP gnomon_clock_error_bound_seconds How wrong the clock may be; +Inf while nothing is known.
        gnomon_clock_error_bound_seconds 3.5e-07
        # TYPE gnomon_clock_error_bound_passes_seconds gauge
        # UNIT gnomon_clock_error_bound_passes_seconds seconds
        # HELP gnomon_clock_error_bound_passes_seconds How long until the error bound passes a limit, in seconds, if nothing more is heard: 0, it has; +Inf, it never will.
        gnomon_clock_error_bound_passes_seconds{limit="1e-06"} 26.000000000000004
        gnomon_clock_error_bound_passes_seconds{limit="1e-05"} 386.00000000000006
        gnomon_clock_error_bound_passes_seconds{limit="0.0001"} 3986.0000000000005
        gnomon_clock_error_bound_passes_seconds{limit="0.001"} 39986.00000000001
        # TYPE gnomon_tai_minus_utc_seconds gauge
        # UNIT gnomon_tai_minus_utc_seconds seconds
        # HELP gnomon_tai_minus_utc_seconds TAI - UTC as it is served now.
        gnomon_tai_minus_utc_seconds 36
        # TYPE gnomon_leap_table_current gauge
        # HELP gnomon_leap_table_current Whether the leap-second table reaches up to now.
        gnomon_leap_table_current 1
        # TYPE gnomon_leap_change_seconds gauge
        # UNIT gnomon_leap_change_seconds seconds
        # HELP gnomon_leap_change_seconds The leap second that is known to come: 1 inserted, -1 left out, 0 none.
        gnomon_leap_change_seconds 1
        # TYPE gnomon_leap_until_seconds gauge
        # UNIT gnomon_leap_until_seconds seconds
        # HELP gnomon_leap_until_seconds How long until UTC has passed the leap second that is known to come.
        gnomon_leap_until_seconds 11
        # TYPE gnomon_uptime_seconds gauge
        # UNIT gnomon_uptime_seconds seconds
        # HELP gnomon_uptime_seconds How long the program has run.
        gnomon_uptime_seconds 150
        # TYPE gnomon_source_followed gauge
        # HELP gnomon_source_followed Whether the clock follows the source now.
        gnomon_source_followed{kind="receiver",source="/dev/ttyS0"} 1
        gnomon_source_followed{kind="pulse",source="simulated"} 1
        # TYPE gnomon_failover_rung stateset
        # HELP gnomon_failover_rung Which rung of failover.order the time that is told comes from.
        gnomon_failover_rung{gnomon_failover_rung="gnss"} 1
        gnomon_failover_rung{gnomon_failover_rung="upstream"} 0
        gnomon_failover_rung{gnomon_failover_rung="holdover"} 0
        gnomon_failover_rung{gnomon_failover_rung="orphan"} 0
        gnomon_failover_rung{gnomon_failover_rung="none"} 0
        # TYPE gnomon_parts_missing gauge
        # HELP gnomon_parts_missing What was looked for on this machine and not found.
        gnomon_parts_missing 0
        # TYPE gnomon_receiver_port_open gauge
        # HELP gnomon_receiver_port_open Whether the receiver's port can be read.
        gnomon_receiver_port_open 1
        # TYPE gnomon_receiver_fix stateset
        # HELP gnomon_receiver_fix What the receiver solves for.
        gnomon_receiver_fix{gnomon_receiver_fix="none"} 0
        gnomon_receiver_fix{gnomon_receiver_fix="2d"} 0
        gnomon_receiver_fix{gnomon_receiver_fix="3d"} 1
        gnomon_receiver_fix{gnomon_receiver_fix="time"} 0
        # TYPE gnomon_receiver_time_valid gauge
        # HELP gnomon_receiver_time_valid Whether the time in the last epoch may be believed.
        gnomon_receiver_time_valid 1
        # TYPE gnomon_receiver_epoch_age_seconds gauge
        # UNIT gnomon_receiver_epoch_age_seconds seconds
        # HELP gnomon_receiver_epoch_age_seconds How long ago the receiver was last heard.
        gnomon_receiver_epoch_age_seconds 0.4
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
        # TYPE gnomon_satellites_used gauge
        # HELP gnomon_satellites_used Satellites in the receiver's solution.
        gnomon_satellites_used 1
        # TYPE gnomon_satellites_in_view gauge
        # HELP gnomon_satellites_in_view Satellites that the receiver sees.
        gnomon_satellites_in_view 2
        # TYPE gnomon_constellation_satellites_used gauge
        # HELP gnomon_constellation_satellites_used Satellites in the receiver's solution.
        gnomon_constellation_satellites_used{constellation="gps"} 1
        gnomon_constellation_satellites_used{constellation="galileo"} 0
        gnomon_constellation_satellites_used{constellation="beidou"} 0
        gnomon_constellation_satellites_used{constellation="glonass"} 0
        gnomon_constellation_satellites_used{constellation="qzss"} 0
        gnomon_constellation_satellites_used{constellation="navic"} 0
        gnomon_constellation_satellites_used{constellation="sbas"} 0
        # TYPE gnomon_constellation_satellites_in_view gauge
        # HELP gnomon_constellation_satellites_in_view Satellites that the receiver sees.
        gnomon_constellation_satellites_in_view{constellation="gps"} 1
        gnomon_constellation_satellites_in_view{constellation="galileo"} 1
        gnomon_constellation_satellites_in_view{constellation="beidou"} 0
        gnomon_constellation_satellites_in_view{constellation="glonass"} 0
        gnomon_constellation_satellites_in_view{constellation="qzss"} 0
        gnomon_constellation_satellites_in_view{constellation="navic"} 0
        gnomon_constellation_satellites_in_view{constellation="sbas"} 0
        # TYPE gnomon_carrier_to_noise_dbhz gauge
        # UNIT gnomon_carrier_to_noise_dbhz dbhz
        # HELP gnomon_carrier_to_noise_dbhz Mean C/N0 of the satellites in the receiver's solution: 10 log10 of its ratio in hertz.
        gnomon_carrier_to_noise_dbhz{constellation="gps"} 44
        # TYPE gnomon_pulse_edges counter
        # HELP gnomon_pulse_edges Edges of the pulse by what became of them.
        gnomon_pulse_edges_total{outcome="accepted"} 99
        gnomon_pulse_edges_total{outcome="outlier"} 1
        # TYPE gnomon_pulse_edge_age_seconds gauge
        # UNIT gnomon_pulse_edge_age_seconds seconds
        # HELP gnomon_pulse_edge_age_seconds How long ago the pulse last came.
        gnomon_pulse_edge_age_seconds 0.9
        # TYPE gnomon_pulse_sawtooth_seconds gauge
        # UNIT gnomon_pulse_sawtooth_seconds seconds
        # HELP gnomon_pulse_sawtooth_seconds What the receiver said of the last edge's error: positive, it came late.
        gnomon_pulse_sawtooth_seconds -7e-09
        # TYPE gnomon_ntp_requests counter
        # HELP gnomon_ntp_requests NTP packets by what became of them.
        gnomon_ntp_requests_total{outcome="answered"} 10
        gnomon_ntp_requests_total{outcome="tooShort"} 2
        gnomon_ntp_requests_total{outcome="denied"} 0
        # TYPE gnomon_ntp_replies counter
        # HELP gnomon_ntp_replies NTP replies beyond the plain one: interleaved, and with a MAC by which algorithm.
        gnomon_ntp_replies_total{outcome="interleaved"} 0
        # TYPE gnomon_ntp_stamps counter
        # HELP gnomon_ntp_stamps NTP replies whose leaving the kernel told, and requests whose arrival it did not.
        gnomon_ntp_stamps_total{outcome="departure"} 0
        gnomon_ntp_stamps_total{outcome="unstamped"} 0
        # TYPE gnomon_ntp_kisses counter
        # HELP gnomon_ntp_kisses Refusals that were told by a kiss-o'-death.
        gnomon_ntp_kisses_total 0
        # TYPE gnomon_ntp_overruns counter
        # HELP gnomon_ntp_overruns NTP packets that the kernel had no room for.
        gnomon_ntp_overruns_total 0
        # TYPE gnomon_ntp_distinct_clients gauge
        # HELP gnomon_ntp_distinct_clients How many different clients were answered of late, to some 2 %.
        gnomon_ntp_distinct_clients{span="minute"} 0
        gnomon_ntp_distinct_clients{span="hour"} 0
        gnomon_ntp_distinct_clients{span="day"} 0
        # TYPE gnomon_ntp_stratum gauge
        # HELP gnomon_ntp_stratum What NTP replies say: 1 from a receiver, 16 not to be relied on.
        gnomon_ntp_stratum 1
        # TYPE gnomon_ntp_reference info
        # HELP gnomon_ntp_reference What NTP replies name as their reference.
        gnomon_ntp_reference_info{id="GPS"} 1
        # TYPE gnomon_ntp_leap stateset
        # HELP gnomon_ntp_leap What NTP replies say of a leap second at the end of the day.
        gnomon_ntp_leap{gnomon_ntp_leap="none"} 0
        gnomon_ntp_leap{gnomon_ntp_leap="insert"} 1
        gnomon_ntp_leap{gnomon_ntp_leap="delete"} 0
        gnomon_ntp_leap{gnomon_ntp_leap="unknown"} 0
        # TYPE gnomon_ntp_root_delay_seconds gauge
        # UNIT gnomon_ntp_root_delay_seconds seconds
        # HELP gnomon_ntp_root_delay_seconds What NTP replies say of the way to UTC.
        gnomon_ntp_root_delay_seconds 0
        # TYPE gnomon_ntp_root_dispersion_seconds gauge
        # UNIT gnomon_ntp_root_dispersion_seconds seconds
        # HELP gnomon_ntp_root_dispersion_seconds How wrong NTP replies say that the time may be.
        gnomon_ntp_root_dispersion_seconds 1.52587890625e-05
        # TYPE gnomon_timing_latency_seconds histogram
        # UNIT gnomon_timing_latency_seconds seconds
        # HELP gnomon_timing_latency_seconds How long the timing loop takes from an edge of the pulse until it has dealt with it.
        gnomon_timing_latency_seconds_bucket{le="1e-05"} 0
        gnomon_timing_latency_seconds_bucket{le="2e-05"} 0
        gnomon_timing_latency_seconds_bucket{le="5e-05"} 0
        gnomon_timing_latency_seconds_bucket{le="0.0001"} 0
        gnomon_timing_latency_seconds_bucket{le="0.0002"} 0
        gnomon_timing_latency_seconds_bucket{le="0.0005"} 0
        gnomon_timing_latency_seconds_bucket{le="0.001"} 0
        gnomon_timing_latency_seconds_bucket{le="0.002"} 0
        gnomon_timing_latency_seconds_bucket{le="0.005"} 0
        gnomon_timing_latency_seconds_bucket{le="0.01"} 0
        gnomon_timing_latency_seconds_bucket{le="0.02"} 0
        gnomon_timing_latency_seconds_bucket{le="0.05"} 0
        gnomon_timing_latency_seconds_bucket{le="0.1"} 0
        gnomon_timing_latency_seconds_bucket{le="0.25"} 0
        gnomon_timing_latency_seconds_bucket{le="1.0"} 0
        gnomon_timing_latency_seconds_bucket{le="+Inf"} 0
        gnomon_timing_latency_seconds_count 0
        gnomon_timing_latency_seconds_sum 0
        # EOF

        """
}
