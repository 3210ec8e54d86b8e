// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

/// One server that is asked for the time.
struct Upstream: Sendable {
    let source: Settings.Source
    /// As configured; a pool's servers by number.
    let name: String
    /// `nil`: its name has not been looked up yet, or has no address for it; or it has given no keys of NTS.
    private(set) var endpoint: IPEndpoint?
    /// Where keys of NTS are asked for; `nil` as above, or there is no NTS.
    private(set) var keysAt: IPEndpoint?
    /// `nil`: it proves nothing by NTS.
    var nts: NTSAssociation?
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
        nts = source.nts ? NTSAssociation() : nil
    }

    /// Where it was found by its name.
    var place: IPEndpoint? { nts == nil ? endpoint : keysAt }

    /// The port there.
    var port: UInt16 { UInt16(clamping: nts == nil ? source.port : source.ntsPort) }

    /// Another address is another server.
    mutating func find(at place: IPEndpoint?, now: MonotonicInstant) {
        guard nts != nil else { return settle(at: place, now: now) }
        guard place != keysAt else { return }
        keysAt = place
        nts?.move()
        settle(at: nil, now: now)
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
