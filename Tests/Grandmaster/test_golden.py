# SPDX-License-Identifier: Apache-2.0
"""What Gnomon says in PTP, read by Wireshark: the same octets that its own tests write and read."""

import unittest

import golden


class GoldenMessages(unittest.TestCase):
    def test_every_message_over_udp(self):
        self.check([message for message in golden.messages() if not message.is_ethernet_only], golden.over_udp)

    def test_every_message_over_ethernet_padded(self):
        self.check(golden.messages(), golden.over_ethernet)

    def check(self, messages, framed):
        self.assertGreater(len(messages), 20)
        seen = golden.dissected([framed(message) for message in messages])
        for message, packet in zip(messages, seen, strict=True):
            with self.subTest(message=message.name):
                self.assert_understood(message, packet)

    def assert_understood(self, message, packet):
        complaints = [name for name in packet if "malformed" in name or "expert" in name]
        self.assertEqual(complaints, [], "Wireshark complains")
        for field, values in message.expected.items():
            self.assertEqual(packet.get(field), values, field)


if __name__ == "__main__":
    unittest.main()
