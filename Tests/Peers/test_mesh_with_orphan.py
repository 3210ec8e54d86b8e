# SPDX-License-Identifier: Apache-2.0
"""The topology of a mesh with an orphan mode, by its example's own files: whom all follow as one sky after the other goes."""

import time
import unittest

from topologies import Topology


class MeshWithOrphan(Topology):
    def test_servers_without_a_sky_follow_who_has_one_or_the_smallest_address(self):
        cluster = self.build("mesh-with-orphan", 3, 2, [1, 1, 1, 2, 2])
        began = time.monotonic()
        first, second, third = cluster.gnomons
        cluster.wait_for_ntpd(cluster.gnomons, 2)
        third.play("antenna-off")
        cluster.wait_for(lambda: cluster.strata() == [1, 1, 2, 2, 2], "the third follows, and no client goes by it")
        for server in (first, second):
            server.play("antenna-off")
        cluster.wait_for(lambda: cluster.strata() == [10, 11, 11, 11, 11], "strata 10, then 11")
        cluster.wait_for(lambda: "leader of the orphans" in first.command("status")[1], "the first tells that it leads")
        cluster.wait_for(
            lambda: (third.status().get("cluster") or {}).get("server") == f"{first.address}:123"
            and all(client.tracking()[1] == first.address for client in cluster.clients), "all follow the first")
        cluster.wait_for_ntpd([first], 11)
        second.play("antenna-on")
        cluster.wait_for(lambda: cluster.strata() == [2, 1, 2, 2, 2], "all follow the second")
        cluster.wait_for_ntpd([second], 2)
        for server in (first, third):
            server.play("antenna-on")
        cluster.wait_for(lambda: cluster.strata() == [1, 1, 1, 2, 2], "all have the sky again")
        self.assertSteady(cluster, began)


if __name__ == "__main__":
    unittest.main()
