# SPDX-License-Identifier: Apache-2.0
"""The topology of external servers and peers among themselves, by its example's own files."""

import time
import unittest

from topologies import Topology


class ExternalPlusPeers(Topology):
    def test_peers_without_their_servers_stay_together(self):
        cluster = self.build("external-plus-peers", 2, 3, [1, 1, 2, 2, 2])
        began = time.monotonic()
        cluster.wait_for_ntpd(cluster.gnomons, 2)
        for server in cluster.gnomons:
            cluster.network.unplug(server.host)
        # Nobody has the servers any more, and one is still followed for what it knew of them.
        cluster.wait_for(lambda: cluster.strata()[2:] != [2, 2, 2], "a peer follows a peer")
        time.sleep(20)
        self.assertTrue(all(0 < stratum < 10 for stratum in cluster.strata()[2:]), cluster.strata())
        self.assertTogether(cluster, began)

        cluster.restart_clients()
        leader = cluster.clients[0].address
        cluster.wait_for(lambda: cluster.strata()[2:] == [10, 11, 11], "strata 10, 11, 11")
        cluster.wait_for(
            lambda: [client.tracking()[1] for client in cluster.clients[1:]] == [leader] * 2, "both follow the leader")
        cluster.wait_for_ntpd(cluster.clients[:1], 11)
        began = time.monotonic()
        for server in cluster.gnomons:
            cluster.network.plug_in(server.host)
        cluster.wait_for(lambda: cluster.strata() == [1, 1, 2, 2, 2], "all back at the servers")
        cluster.wait_for_ntpd(cluster.gnomons, 2)
        self.assertSteady(cluster, began)


if __name__ == "__main__":
    unittest.main()
