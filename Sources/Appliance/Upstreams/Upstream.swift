// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

/// One server that is asked for the time.
struct Upstream: Sendable {
    let source: Settings.Source
    /// As configured; a pool's servers by number.
    let name: String
    /// `nil`: its name has not been looked up yet, or has no address for it.
    private(set) var endpoint: IPEndpoint?
    var association: ClientAssociation
    /// Samples that were heeded.
    var heeded: UInt64 = 0
    var lastHeard: MonotonicInstant?

    /// All that the settings ask for, in their order.
    static func all(_ sources: [Settings.Source], at now: MonotonicInstant) -> [Upstream] {
        sources.filter(\.isNTP).flatMap { source in
            (0..<source.most).map { number in
                let name = source.pool == nil ? source.host : "\(source.host) #\(number + 1)"
                return Upstream(
                    source: source, name: name, association: ClientAssociation(source.client, first: now))
            }
        }
    }

    private init(source: Settings.Source, name: String, association: ClientAssociation) {
        (self.source, self.name, self.association) = (source, name, association)
    }

    /// Another address is another server: what was measured is not meant of it.
    mutating func settle(at endpoint: IPEndpoint?, now: MonotonicInstant) {
        guard endpoint != self.endpoint else { return }
        self.endpoint = endpoint
        association.restart(at: now)
        (heeded, lastHeard) = (0, nil)
    }

    func isDue(at now: MonotonicInstant) -> Bool { endpoint != nil && association.isDue(at: now) }

    /// What who follows it calls it.
    var referenceID: UInt32 { endpoint.map { ReferenceID.code(ofAddress: $0.address.number) } ?? 0 }
}
