// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import TimeBase

/// Other servers that are asked for the time.
extension Chronyc.ApplianceFacts {
    /// `nil`: it is no server, or none whose address is known.
    func serverSource(_ facts: SourceFacts) -> Chronyc.Source? {
        guard let server = facts.server, let endpoint = server.endpoint ?? server.nts?.keysAt else { return nil }
        var source = Chronyc.Source(.server(endpoint.address, name: facts.name))
        source.state = Self.state(facts.standing)
        (source.stratum, source.poll, source.reach) = (UInt16(server.stratum), Int16(facts.poll), facts.reach)
        source.leap = facts.standing == .unusable ? .unsynchronised : .none
        source.statistics.samples = UInt32(clamping: facts.heard)
        if let jitter = facts.jitter { source.statistics.deviation = jitter.realSeconds }
        if let offset = facts.offset, let heard = facts.lastHeard {
            let error = (facts.uncertainty ?? .zero).realSeconds
            source.sample = Chronyc.Sample(
                age: (snapshot.now - heard).realSeconds, offset: offset.realSeconds, error: error)
            (source.statistics.offset, source.statistics.offsetError) = (offset.realSeconds, error)
        }
        source.exchange = exchange(facts, server, at: endpoint)
        source.proof =
            server.nts.map { .nts(Chronyc.NTSData($0)) } ?? server.key.map { .key(UInt32(clamping: $0)) } ?? .none
        return source
    }

    private func exchange(
        _ facts: SourceFacts, _ server: SourceFacts.ServerFacts, at endpoint: IPEndpoint
    ) -> Chronyc.Exchange {
        var exchange = Chronyc.Exchange()
        (exchange.port, exchange.stratum, exchange.poll) = (endpoint.port, server.stratum, facts.poll)
        exchange.leap = facts.standing == .unusable ? 3 : 0
        (exchange.precision, exchange.referenceID) = (server.precision, server.referenceID)
        exchange.rootDelay = server.rootDelay.realSeconds
        exchange.rootDispersion = server.rootDispersion.realSeconds
        exchange.offset = facts.offset?.realSeconds ?? 0
        exchange.peerDelay = server.delay?.realSeconds ?? 0
        exchange.peerDispersion = facts.jitter?.realSeconds ?? 0
        (exchange.isInterleaved, exchange.isAuthenticated) = (server.isInterleaved, server.isAuthenticated)
        exchange.isReceivingStampedByKernel = true
        exchange.sent = UInt32(clamping: server.asked)
        exchange.received = UInt32(clamping: facts.heard &+ facts.refused)
        (exchange.valid, exchange.good) = (UInt32(clamping: facts.heard), UInt32(clamping: facts.heard))
        exchange.receivedStampedByKernel = exchange.received
        return exchange
    }

    private static func state(_ standing: SourceFacts.Standing) -> Chronyc.Source.State {
        switch standing {
        case .followed: .selected
        case .supporting: .combined
        case .outlying: .unused
        case .contradicting: .falseticker
        case .unusable: .unusable
        }
    }
}

extension Chronyc.NTSData {
    fileprivate init(_ facts: NTSClientFacts) {
        self.init()
        (algorithm, keyLength) = (facts.algorithmNumber, UInt16(clamping: facts.keyBits))
        (agreements, tries) = (UInt32(clamping: facts.agreements), UInt16(clamping: facts.vain))
        age = facts.age.map { UInt32(clamping: $0.wholeSeconds) }
        (cookies, cookieCount) = (UInt16(clamping: facts.cookies), UInt16(clamping: facts.cookieCount))
        negatives = UInt16(clamping: facts.negatives)
    }
}
