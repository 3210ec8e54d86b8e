# SPDX-License-Identifier: Apache-2.0
"""The topology of one server, by its example's own files: whose time its clients have when the sky goes."""

import time
import unittest

from topologies import Topology


class OneServer(Topology):
    def test_without_a_sky_the_clients_stay_with_it(self):
        cluster = self.build("one-server", 1, 2, [1, 2, 2])
        server, began = cluster.gnomons[0], time.monotonic()
        cluster.wait_for(
            lambda: [client.tracking()[1:] for client in cluster.clients] == [(server.address, 2, "Normal")] * 2,
            "both follow it")
        cluster.wait_for_ntpd([server], 2)
        server.play("antenna-off")
        cluster.wait_for(lambda: cluster.strata() == [8, 9, 9], "strata 8, 9, 9")
        cluster.wait_for(lambda: server.status().get("stratum") == 8, "the server tells so itself")
        cluster.wait_for_ntpd([server], 9)
        server.play("antenna-on")
        cluster.wait_for(lambda: cluster.strata() == [1, 2, 2], "strata 1, 2, 2 again")
        cluster.wait_for_ntpd([server], 2)
        self.assertSteady(cluster, began)


if __name__ == "__main__":
    unittest.main()
