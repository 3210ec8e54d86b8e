// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

extension UpstreamDesk {
    /// Gives each server its address. One that is still good is kept; a pool's servers have one each.
    /// - Parameter addresses: of a name, the best first.
    mutating func settle(at now: MonotonicInstant, _ addresses: (String) -> [IPAddress]) {
        for index in upstreams.indices {
            let source = upstreams[index].source
            let all = addresses(source.host).map { IPEndpoint($0, port: upstreams[index].port) }
            if let place = upstreams[index].place, all.contains(place), !isInVain(index) { continue }
            let taken = upstreams.indices.filter { $0 != index }.compactMap { upstreams[$0].place }
            let free = all.first { !taken.contains($0) && $0 != upstreams[index].place }
            if let free { upstreams[index].find(at: free, now: now) }
        }
    }

    /// It does not answer, or as one of a pool it has forbidden us to ask it: another of its name's addresses may.
    private func isInVain(_ index: Int) -> Bool {
        let (source, association) = (upstreams[index].source, upstreams[index].association)
        if upstreams[index].nts?.isInVain == true { return true }
        if association.endedBy != nil { return source.pool != nil }
        return association.answered == 0 && association.requests > 8
    }
}
