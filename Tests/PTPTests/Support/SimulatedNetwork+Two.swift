// SPDX-License-Identifier: Apache-2.0

import PTP
import TimeBase

extension SimulatedNetwork {
    /// Two grandmasters on one network, the first the better one, and a client.
    static func two(
        _ profile: Profile = .defaultE2E, seed: UInt64 = 1, second: UInt64 = 0xB,
        _ change: (inout PortSettings) -> Void = { _ in }
    ) -> SimulatedNetwork {
        var settings = PortSettings(profile)
        settings.isGrandmasterOnly = false
        change(&settings)
        var network = SimulatedNetwork(seed: seed)
        settings.priority2 = 10
        network.add(settings, 0xA)
        settings.priority2 = 20
        network.add(settings, second)
        var client = SimulatedClient(
            0xC, announceInterval: .milliseconds(1_000 * (1 << (Int64(settings.logAnnounceInterval) + 4)) / 16))
        client.domain = settings.domain
        network.clients = [client]
        return network
    }
}
