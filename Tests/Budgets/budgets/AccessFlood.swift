// SPDX-License-Identifier: Apache-2.0

import NTP

/// Who may ask, how often, and who it was: requests of strangers, of clients that poll and of one that asks without
/// end, and now and then a sketch handed over.
struct AccessFlood {
    func measure() -> Measurement {
        let secret = HashSecret(1, 2)
        let blocks = (0..<1_000).compactMap { AddressBlock(number: Self.v4(UInt64($0) << 12), length: 116 + $0 % 12) }
        guard let policy = AccessPolicy(allow: [], deny: blocks) else { preconditionFailure() }
        var limit = RateLimit()
        (limit.capacity, limit.strangers) = (1_024, 1_000)
        var table = RateTable(limit, secret: secret)
        var (sketch, census, denied) = (ClientSketch(), ClientCensus(), 0)
        let result = count("requests, limited by client", times: 300_000) { index in
            let now = Int64(index) * 50_000
            let address = Self.v4(Self.source(of: index))
            let client = ClientKey(address, secret: secret)
            if !policy.allows(address) { denied += 1 }
            _ = table.judge(client, at: now)
            sketch.note(client)
            guard index % 10_000 == 9_999 else { return }
            census.merge(sketch, at: ClientCensus.slice(at: now))
            sketch = ClientSketch()
        }
        let counters = table.counters
        precondition(denied > 0 && counters.established > 50 && counters.limited > 0 && counters.strangersRefused > 0)
        precondition(census.clients(in: .day, at: 1) > 90_000)
        return result
    }

    private static func v4(_ number: UInt64) -> UInt128 { 0xFFFF << 32 | UInt128(number & 0xFFFF_FFFF) }

    /// Every other is of the same client; of the rest most are forged, and a hundred clients ask every 0.9 s.
    private static func source(of index: Int) -> UInt64 {
        if index % 2 == 1 { return 0xC633_6401 }
        let place = index / 2 % 9_000
        return place < 100 ? 0xC000_0000 + UInt64(place) : UInt64(index) &* 0x9E37_79B9_7F4A_7C15 >> 32
    }
}
