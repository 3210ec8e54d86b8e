# SPDX-License-Identifier: Apache-2.0
"""What /metrics says is right by the formats' own readers, by promtool, and by what the API says."""

import re
import unittest

from prometheus_client import parser as plain_parser
from prometheus_client.openmetrics import parser

from served import MONITORING, OPENMETRICS, PLAIN, Served, dashboard, named, promtool, queries, rules, samples, wait_for

#: Told only where there is something to tell: a follower, a leap second to come, a sensor, a port of PTP, a clock that
#: answers, a network that is told the time.
SOMETIMES = {"gnomon_follower_offset_seconds", "gnomon_follower_uncertainty_seconds", "gnomon_follower_noise_seconds",
             "gnomon_follower_frequency_ratio", "gnomon_follower_following",
             "gnomon_follower_comparisons_refused_total", "gnomon_leap_until_seconds",
             "gnomon_machine_temperature_celsius", "gnomon_machine_memory_available_bytes",
             "gnomon_machine_disk_free_bytes", "gnomon_receiver_jamming", "gnomon_receiver_antenna",
             "gnomon_ptp_port_state", "gnomon_ptp_clock_class", "gnomon_ptp_clock_accuracy_seconds",
             "gnomon_ptp_hardware_timestamps", "gnomon_ptp_foreign_masters", "gnomon_ptp_link_delay_seconds",
             "gnomon_ptp_messages_total", "gnomon_ptp_refused_total", "gnomon_ptp_stamps_missed_total",
             "gnomon_ptp_unsent_total", "gnomon_ptp_handovers_total", "gnomon_ptp_clients",
             "gnomon_ptp_granted_per_second", "gnomon_ptp_grants_total",
             "gnomon_watch_worst_pair_seconds", "gnomon_watch_worst_pair_least_seconds",
             "gnomon_watch_worst_pair_most_seconds", "gnomon_watch_offset_seconds", "gnomon_watch_uncertainty_seconds",
             "gnomon_cluster_peer_stratum", "gnomon_cluster_peer_offset_seconds", "gnomon_cluster_peer_bound_seconds",
             "gnomon_broadcasts_total", "gnomon_broadcast_failing"}


class Metrics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = cls.enterClassContext(Served())
        cls.answers = [cls.served.request_time() for _ in range(5)]
        cls.served.request_time(b"\x23 short")
        wait_for(lambda: 'gnomon_ntp_requests_total{outcome="tooShort"} 1\n' in cls.served.metrics(PLAIN), "counting")
        # Those that come a while after the lock.
        wait_for(lambda: {"gnomon_pulse_residual_seconds", "gnomon_pulse_jitter_seconds"}
                 <= samples(cls.served.metrics(PLAIN)), "telling the pulse's residual")
        cls.modern, cls.plain = cls.served.metrics(OPENMETRICS), cls.served.metrics(PLAIN)
        cls.families = {family.name: family for family in parser.text_string_to_metric_families(cls.modern)}

    def value(self, name, **labels):
        family = next(f for f in self.families.values() if any(s.name == name for s in f.samples))
        return next(s.value for s in family.samples
                    if s.name == name and labels.items() <= s.labels.items())

    def test_they_are_closed_without_a_token(self):
        self.assertEqual(self.served.ask("/metrics")[0], 401)

    def test_promtool_finds_no_fault(self):
        self.assertEqual(promtool("check", "metrics", text=self.plain), (0, ""))

    def test_the_reader_of_openmetrics_takes_them(self):
        """It is strict: order, suffixes, units, buckets, the end."""
        self.assertGreater(len(self.families), 50)
        kinds = {family.type for family in self.families.values()}
        self.assertEqual(kinds, {"counter", "gauge", "histogram", "info", "stateset"})
        for family in self.families.values():
            self.assertTrue(family.documentation, family.name)
            self.assertTrue(not family.unit or family.name.endswith("_" + family.unit), family.name)

    def test_the_older_text_says_the_same(self):
        older = list(plain_parser.text_string_to_metric_families(self.plain))
        self.assertTrue(all(family.documentation and family.type != "unknown" for family in older))
        self.assertEqual(samples(self.plain), samples(self.modern))

    def test_they_say_what_the_status_says(self):
        status = self.served.status()
        self.assertEqual(status["state"], "locked")
        self.assertEqual(self.value("gnomon_state", gnomon_state="locked"), 1)
        self.assertEqual(self.value("gnomon_time_trustworthy"), 1)
        self.assertEqual(self.value("gnomon_ntp_stratum"), status["stratum"])
        self.assertEqual(self.value("gnomon_tai_minus_utc_seconds"), status["time"]["leapSecondsTAI"])
        self.assertEqual(self.value("gnomon_ntp_reference_info", id=status["referenceId"]), 1)
        self.assertGreater(self.value("gnomon_satellites_used"), 3)
        self.assertLess(self.value("gnomon_clock_error_bound_seconds"), 1)
        self.assertEqual(self.value("gnomon_cluster_role", gnomon_cluster_role=status["cluster"]["role"]), 1)
        self.assertEqual(self.value("gnomon_cluster_peer_fit", peer=status["cluster"]["peers"][0]["address"]), 0)
        self.assertEqual(self.value("gnomon_watch_threshold_seconds", group="raft"), 0.05)
        used = sum(s.value for s in self.families["gnomon_constellation_satellites_used"].samples)
        self.assertEqual(used, self.value("gnomon_satellites_used"))
        self.assertTrue(20 < self.value("gnomon_carrier_to_noise_dbhz", constellation="gps") < 60)

    def test_they_count_what_was_asked(self):
        answered = sum(stratum is not None for stratum in self.answers)
        self.assertEqual(answered, 5)
        self.assertEqual(self.value("gnomon_ntp_requests_total", outcome="answered"), 5)
        self.assertEqual(self.value("gnomon_ntp_requests_total", outcome="tooShort"), 1)
        self.assertEqual(self.value("gnomon_ntp_clients"), 1)

    def test_the_loop_is_measured_at_every_edge(self):
        count = self.value("gnomon_timing_latency_seconds_count")
        self.assertGreater(count, 0)
        self.assertEqual(self.value("gnomon_timing_latency_seconds_bucket", le="+Inf"), count)

    def test_the_process_is_this_one(self):
        self.assertGreater(self.value("process_resident_memory_bytes"), 1e6)
        self.assertGreater(self.value("process_virtual_memory_bytes"), self.value("process_resident_memory_bytes"))
        self.assertTrue(5 < self.value("process_open_fds") < self.value("process_max_fds"))
        self.assertGreater(self.value("process_cpu_seconds_total"), 0)
        self.assertGreater(self.value("gnomon_http_connections"), 0)

    def test_a_channel_that_fails_is_told(self):
        wait_for(lambda: 'gnomon_channel_failing{channel="nobody"} 1\n' in self.served.metrics(PLAIN), "failing", 300)

    def test_all_that_rules_and_dashboard_name_is_served(self):
        wanted = set().union(*(named(rule["expr"]) for rule in rules()), *(named(query) for _, query in queries()))
        for text in (self.modern, self.plain):
            self.assertEqual(wanted - samples(text) - SOMETIMES, set())
        for variable in dashboard()["templating"]["list"]:
            self.assertLessEqual(named(str(variable["query"])), samples(self.plain))

    def test_all_that_is_served_is_explained_and_the_other_way_round(self):
        table = (MONITORING / "README.md").read_text()
        explained = set(re.findall(r"(?m)^\| `((?:gnomon|process)_\w+)", table))
        served = {re.sub(r"_(bucket|count|sum)$", "", name) for name in samples(self.plain)}
        self.assertEqual(served - explained, set(), "in no table")
        self.assertEqual(explained - served - SOMETIMES, set(), "not served")
