// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// How many octets of responses go to each address and to all together. Responses are longer than requests, and an
/// address can be forged: whoever is flooded in that way gets no more than this.
public struct ControlBudget: Sendable {
    /// Octets of UDP payload: some hundred and fifty usual responses at once, twenty a second in the long run.
    public static let ofOne = TokenBucket.Size(burst: 65_536, perSecond: 8_192)
    public static let ofAll = TokenBucket.Size(burst: 262_144, perSecond: 32_768)
    /// As many addresses are kept apart; of more, the one that was silent longest is forgotten.
    public static let mostAddresses = 64

    private struct Account: Sendable {
        var address: UInt128
        var bucket: TokenBucket
        var last: MonotonicInstant
    }

    private var accounts: [Account] = []
    private var all: TokenBucket

    public init(at now: MonotonicInstant) { all = TokenBucket(Self.ofAll, at: now) }

    /// Whether a response may be sent to that address now.
    public func allows(_ address: UInt128, at now: MonotonicInstant) -> Bool {
        let own = accounts.first { $0.address == address }?.bucket
        return all.held(at: now) > 0 && own?.held(at: now) ?? 1 > 0
    }

    /// Notes what was sent.
    public mutating func spend(_ octets: Int, on address: UInt128, at now: MonotonicInstant) {
        let index = account(of: address, at: now)
        accounts[index].bucket.take(Double(octets), at: now)
        accounts[index].last = now
        all.take(Double(octets), at: now)
    }

    private mutating func account(of address: UInt128, at now: MonotonicInstant) -> Int {
        if let index = accounts.firstIndex(where: { $0.address == address }) { return index }
        let fresh = Account(address: address, bucket: TokenBucket(Self.ofOne, at: now), last: now)
        guard accounts.count == Self.mostAddresses,
            let oldest = accounts.indices.min(by: { accounts[$0].last < accounts[$1].last })
        else {
            accounts.append(fresh)
            return accounts.count - 1
        }
        accounts[oldest] = fresh
        return oldest
    }
}
