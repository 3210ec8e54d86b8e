// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// By which peers are spoken to: out of the sockets that serve the time, as they expect it.
struct PeerMouth {
    let serving: NTPServing
    var key: PeerKey

    /// Whether it left. What the kernel has no room for is lost, as UDP may.
    func say(_ octets: [UInt8], to peer: IPEndpoint, from local: IPAddress?) -> Bool {
        (try? serving.send(octets, to: peer, from: local)) != nil
    }

    /// Whether an endpoint is this server itself.
    func isOurs(_ endpoint: IPEndpoint, on local: IPAddress) -> Bool {
        endpoint.address == local && serving.isServing(at: endpoint)
    }

    /// Answers a peer that speaks from elsewhere than where it is to be found, at once and without keeping anything of it.
    func answer(_ letter: PeerLetter, _ served: ServedTime) {
        var octets = letter.octets
        var span = octets.mutableSpan
        let now = HostClock.now
        let timeline = Timeline(served.toldClock(at: now), utc: served.state.utc)
        let arrival = Responder.Arrival(
            count: letter.count, sourcePort: letter.source.port, receive: timeline.timestamp(at: letter.at),
            isFromPeer: true)
        var desk = ReplyDesk(memory: InterleavedMemory(.nobody), authenticator: key.authenticator)
        let reply = try? desk.respond(
            in: &span, to: arrival, transmit: timeline.timestamp(at: now),
            claim: served.claim(at: now, precision: -24))
        guard let reply else { return }
        _ = say((0..<reply.count).map { octets[$0] }, to: letter.source, from: letter.asked)
    }
}
