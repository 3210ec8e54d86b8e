# SPDX-License-Identifier: Apache-2.0
"""The four topologies of board/common/examples, by their own files: who is followed, what happens when the sky goes, and
that the time which anybody is told stays where it was."""

import subprocess
import time
import unittest

from topology import EXAMPLES, PROGRAM, Cluster
from network import needs_namespaces

#: Of each other, and of the truth that all the simulated skies share.
LIMIT = 1e-3


@needs_namespaces
class Topology(unittest.TestCase):
    def build(self, example, gnomons, clients, wanted):
        """The network, once all its servers and clients have the strata that are wanted."""
        cluster = self.enterContext(Cluster(example, gnomons, clients))
        cluster.wait_for(lambda: cluster.strata() == wanted, f"strata {wanted}")
        return cluster

    def assertSteady(self, cluster, since):
        worst, line = cluster.worst(since)
        self.assertLess(worst, LIMIT, line)
        self.assertTogether(cluster, since)

    def assertTogether(self, cluster, since):
        apart, *lines = cluster.apart(since)
        self.assertLess(apart, LIMIT, lines)


class OneServer(Topology):
    def test_without_a_sky_the_clients_stay_with_it(self):
        cluster = self.build("one-server", 1, 2, [1, 2, 2])
        server, began = cluster.gnomons[0], time.monotonic()
        self.assertEqual([client.tracking()[1:] for client in cluster.clients], [(server.address, 2, "Normal")] * 2)
        server.play("antenna-off")
        cluster.wait_for(lambda: cluster.strata() == [8, 9, 9], "strata 8, 9, 9")
        self.assertEqual(server.status()["stratum"], 8)
        server.play("antenna-on")
        cluster.wait_for(lambda: cluster.strata() == [1, 2, 2], "strata 1, 2, 2 again")
        self.assertSteady(cluster, began)


class DedicatedPool(Topology):
    def test_the_preferred_server_is_followed_until_its_sky_is_gone(self):
        cluster = self.build("dedicated-pool", 3, 2, [1, 1, 1, 2, 2])
        began = time.monotonic()
        first, others = cluster.gnomons[0].address, [server.address for server in cluster.gnomons[1:]]
        cluster.wait_for(
            lambda: all(client.sources().get(first) == "*" for client in cluster.clients), "all at the preferred one")
        for client in cluster.clients:
            self.assertTrue(all(client.sources()[address] in "+-" for address in others), client.sources())
        cluster.gnomons[0].play("antenna-off")
        cluster.wait_for(
            lambda: all(client.tracking()[1] in others for client in cluster.clients), "all at the others")
        self.assertEqual(cluster.strata(), [0, 1, 1, 2, 2])
        cluster.gnomons[0].play("antenna-on")
        cluster.wait_for(
            lambda: all(client.sources().get(first) == "*" for client in cluster.clients), "all back at the first")
        self.assertSteady(cluster, began)


class ExternalPlusPeers(Topology):
    def test_peers_without_their_servers_stay_together(self):
        cluster = self.build("external-plus-peers", 2, 3, [1, 1, 2, 2, 2])
        began = time.monotonic()
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
        self.assertEqual([client.tracking()[1] for client in cluster.clients[1:]], [leader] * 2)
        began = time.monotonic()
        for server in cluster.gnomons:
            cluster.network.plug_in(server.host)
        cluster.wait_for(lambda: cluster.strata() == [1, 1, 2, 2, 2], "all back at the servers")
        self.assertSteady(cluster, began)


class MeshWithOrphan(Topology):
    def test_servers_without_a_sky_follow_who_has_one_or_the_smallest_address(self):
        cluster = self.build("mesh-with-orphan", 3, 2, [1, 1, 1, 2, 2])
        began = time.monotonic()
        first, second, third = cluster.gnomons
        third.play("antenna-off")
        cluster.wait_for(lambda: cluster.strata()[2] == 2, "the third follows")
        self.assertEqual(cluster.strata()[3:], [2, 2])
        for server in (first, second):
            server.play("antenna-off")
        cluster.wait_for(lambda: cluster.strata() == [10, 11, 11, 11, 11], "strata 10, then 11")
        self.assertIn("leader of the orphans", first.command("status")[1])
        self.assertEqual(third.status()["cluster"]["server"], f"{first.address}:123")
        for client in cluster.clients:
            self.assertEqual(client.tracking()[1], first.address)
        second.play("antenna-on")
        cluster.wait_for(lambda: cluster.strata() == [2, 1, 2, 2, 2], "all follow the second")
        for server in (first, third):
            server.play("antenna-on")
        cluster.wait_for(lambda: cluster.strata() == [1, 1, 1, 2, 2], "all have the sky again")
        self.assertSteady(cluster, began)


class Files(unittest.TestCase):
    def test_every_configuration_is_right_as_it_stands(self):
        files = sorted(EXAMPLES.glob("*/gnomon.yaml"))
        self.assertEqual(len(files), 4)
        for file in files:
            done = subprocess.run([PROGRAM, "check", str(file)], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, f"{file}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    unittest.main()
