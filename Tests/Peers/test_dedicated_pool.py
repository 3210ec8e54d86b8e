# SPDX-License-Identifier: Apache-2.0
"""The topology of a pool of servers with a preferred one, by its example's own files."""

import time
import unittest

from topologies import Topology


class DedicatedPool(Topology):
    def test_the_preferred_server_is_followed_until_its_sky_is_gone(self):
        cluster = self.build("dedicated-pool", 3, 2, [1, 1, 1, 2, 2])
        began = time.monotonic()
        first, others = cluster.gnomons[0].address, [server.address for server in cluster.gnomons[1:]]

        def preferred(sources):
            return sources.get(first) == "*" and all(sources.get(address) in ("+", "-") for address in others)

        cluster.wait_for(
            lambda: all(preferred(client.sources()) for client in cluster.clients),
            "all at the preferred one, while the others could be used")
        cluster.wait_for_ntpd(cluster.gnomons[:1], 2)
        cluster.gnomons[0].play("antenna-off")
        cluster.wait_for(
            lambda: all(client.tracking()[1] in others for client in cluster.clients)
            and cluster.strata() == [0, 1, 1, 2, 2], "all at the others")
        cluster.wait_for_ntpd(cluster.gnomons[1:], 2)
        cluster.gnomons[0].play("antenna-on")
        cluster.wait_for(
            lambda: all(client.sources().get(first) == "*" for client in cluster.clients), "all back at the first")
        cluster.wait_for_ntpd(cluster.gnomons[:1], 2)
        self.assertSteady(cluster, began)


if __name__ == "__main__":
    unittest.main()
