// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// Servers that prove their replies by NTS.
extension UpstreamDesk {
    /// What a server's certificate is held against.
    struct Calendar {
        /// Seconds since 1970, UTC, by the clock that is served.
        var seconds: Int64
        /// Whether that is known to be so, or was once.
        var isKnown: Bool
    }

    // MARK: Packets

    func hasNTS() -> Bool { upstreams.contains { $0.nts != nil } }

    /// `nil`: there are no keys, or no cookies. The poll counts all the same: who cannot be asked is not heard.
    mutating func sealed(_ header: [UInt8], of index: Int) -> [UInt8]? {
        guard let cipher else { return nil }
        return upstreams[index].nts?.request(header, with: cipher)
    }

    mutating func judged(_ octets: [UInt8], count: Int, of index: Int) -> ReplyAuthentication {
        guard let cipher else { return .invalid }
        return upstreams[index].nts?.judge(octets.span, count: count, with: cipher) ?? .invalid
    }

    // MARK: Keys

    /// The errands that are due.
    mutating func errands(at now: MonotonicInstant, _ calendar: Calendar) -> [KEErrand] {
        upstreams.indices.compactMap { index in
            let source = upstreams[index].source
            guard let endpoint = upstreams[index].keysAt, let nts = upstreams[index].nts,
                nts.wantsKeys(at: now, knowsTime: calendar.isKnown)
            else { return nil }
            upstreams[index].nts?.asked(at: now)
            let isDated = calendar.isKnown || source.ntsDates == .always
            return KEErrand(
                index: index, number: nts.tries &+ 1, endpoint: endpoint, host: source.host,
                authority: source.ntsAuthority, offer: nts.offer, dating: isDated ? .at(calendar.seconds) : .none)
        }
    }

    /// What came of one; what is not awaited any more is passed over.
    mutating func take(_ back: KEReturn, at now: MonotonicInstant) {
        let (index, errand) = (back.errand.index, back.errand)
        guard upstreams.indices.contains(index), upstreams[index].nts?.tries == errand.number,
            upstreams[index].keysAt == errand.endpoint
        else { return }
        switch back.result {
        case .success(let yield):
            upstreams[index].nts?.granted(yield.session, of: yield.grant, isDated: errand.dating != .none, at: now)
            upstreams[index].association.hasten(at: now)
        case .failure(let failure):
            // What it said while it was trusted counts no more.
            if upstreams[index].nts?.failed(failure, at: now) == true { upstreams[index].settle(at: nil, now: now) }
        }
    }

    // MARK: Places

    /// Names that servers of keys have told.
    var toldNames: [String] { upstreams.compactMap { $0.nts?.grant.server } }

    /// Has each asked for the time where its server of keys said.
    mutating func followKeys(at now: MonotonicInstant, _ addresses: (String) -> [IPAddress]) {
        for index in upstreams.indices {
            guard let nts = upstreams[index].nts, nts.session != nil, let keysAt = upstreams[index].keysAt else {
                continue
            }
            let known = nts.grant.server.map(addresses) ?? [keysAt.address]
            let port = nts.grant.port ?? UInt16(clamping: upstreams[index].source.port)
            let places = known.map { IPEndpoint($0, port: port) }
            if let endpoint = upstreams[index].endpoint, places.contains(endpoint) { continue }
            if let place = places.first { upstreams[index].settle(at: place, now: now) }
        }
    }
}
