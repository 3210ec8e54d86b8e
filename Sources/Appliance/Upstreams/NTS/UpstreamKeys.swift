// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import TimeBase

/// Looks after the keys of servers that prove their replies by NTS, as long as there are such.
struct UpstreamKeys {
    private var errands: KEErrands?
    /// Once known, the time is never taken to be unknown again: who could make us lose it could have old certificates
    /// believed.
    private var knowsTime = false
    private var told: [String] = []

    /// To be called every second.
    mutating func turn<Random>(
        _ desk: inout UpstreamDesk<Random>, _ served: ServedTime, _ names: UpstreamNames, at now: MonotonicInstant
    ) {
        guard desk.hasNTS() else { return }
        if desk.cipher == nil { desk.cipher = CryptoBox() }
        if errands == nil { errands = try? KEErrands() }
        knowsTime = knowsTime || served.state.told(at: now).isTrustworthy
        let shown = UnixTimestamp(served.state.utc.utc(served.clock.reading(at: now).shown))
        for errand in desk.errands(at: now, .init(seconds: shown.seconds, isKnown: knowsTime)) {
            if let errands {
                errands.send(errand)
            } else {
                desk.take(KEReturn(errand: errand, result: .failure(.here("there is no thread for it"))), at: now)
            }
        }
        for back in errands?.collect() ?? [] { desk.take(back, at: now) }
        lookUp(desk.toldNames, desk.upstreams.map(\.source.host), names, at: now)
        desk.followKeys(at: now) { names.addresses(of: $0) }
    }

    private mutating func lookUp(
        _ told: [String], _ hosts: [String], _ names: UpstreamNames, at now: MonotonicInstant
    ) {
        guard told != self.told else { return }
        self.told = told
        names.want(hosts + told, at: now)
    }
}
