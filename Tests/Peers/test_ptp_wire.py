# SPDX-License-Identifier: Apache-2.0
"""What Gnomon says in PTP, read by Wireshark: the same octets that its own tests write and read."""

import unittest

import captures


class Wire(unittest.TestCase):
    def assert_understood(self, golden, seen):
        complaints = [name for name in seen if "malformed" in name or "expert" in name]
        self.assertEqual(complaints, [], "Wireshark complains")
        for field, values in golden.expected.items():
            self.assertEqual(seen.get(field), values, field)

    def test_every_message_over_udp(self):
        messages = [golden for golden in captures.all_golden() if not golden.is_ethernet_only]
        self.check(messages, captures.over_udp)

    def test_every_message_over_ethernet_padded(self):
        self.check(captures.all_golden(), captures.over_ethernet)

    def check(self, messages, framed):
        self.assertGreater(len(messages), 20)
        seen = captures.dissected([framed(golden.octets, golden.is_event) for golden in messages])
        for golden, packet in zip(messages, seen, strict=True):
            with self.subTest(message=golden.name):
                self.assert_understood(golden, packet)


if __name__ == "__main__":
    unittest.main()
