// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import TimeBase

extension Chronyc.Client {
    /// Those who asked for the time, the longest known first; then those who asked only for this.
    static func all(
        _ known: [NTPClientFacts], commands: [IPAddress: Chronyc.Asking], at now: MonotonicInstant
    ) -> [Self] {
        var rest = commands
        let asking = known.sorted { ($0.first, $0.address) < ($1.first, $1.address) }.map { facts in
            var client = Self(facts.address)
            client.ntp = Chronyc.Asking(facts, at: now)
            if let asked = rest.removeValue(forKey: facts.address) { client.commands = asked }
            return client
        }
        return asking + rest.keys.sorted().map { Self($0, asked: rest[$0]) }
    }

    private init(_ address: IPAddress, asked: Chronyc.Asking?) {
        self.init(address)
        if let asked { commands = asked }
    }
}

extension Chronyc.Asking {
    fileprivate init(_ facts: NTPClientFacts, at now: MonotonicInstant) {
        self.init(
            hits: facts.answered &+ facts.refused, drops: facts.refused, interval: facts.meanInterval?.realSeconds,
            age: (now - facts.last).realSeconds)
    }
}
