# SPDX-License-Identifier: Apache-2.0
"""What the tests of the topologies of board/common/examples share: each by its own files; who is followed, what happens when
the sky goes, and that the time which anybody is told stays where it was."""

import unittest

from topology import Cluster
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
