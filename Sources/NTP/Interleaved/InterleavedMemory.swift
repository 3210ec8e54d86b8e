// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a server must remember to answer in interleaved mode (RFC 9769, 2): when the reply that carried a receive
/// timestamp really left. Of fixed size; a flood cannot make it grow.
///
/// Nothing on the wire but timestamps tells an interleaved request: its origin is the receive timestamp of the last
/// reply. So that this is seen without remembering every client, receive timestamps end in a set bit and transmit
/// timestamps in a clear one (0.23 ns), as chrony has it: an origin that is 0 or even asks in the basic mode, and
/// nothing need be kept for it. Who sends an odd one is remembered from then on.
///
/// Pairs are kept by receive timestamp, not by address: it is unique, it is what the request brings, clients behind
/// one address do not overwrite each other, and a change of port does not matter. There are two tables. A request whose
/// origin is found proves that its sender reads our replies, which no forged address does, and its next pair goes to
/// the proven ones; all others only displace each other. So no flood of forged requests makes a client that is in
/// interleaved mode fall out of it.
public struct InterleavedMemory: ~Copyable {
    /// For whom pairs are kept.
    public enum Remembering: Sendable {
        /// There is no interleaved mode; timestamps are left as they are.
        case nobody
        /// For who has asked once; the interleaved mode then begins with a client's third request. Only these replies
        /// need a transmit timestamp of the kernel.
        case whoAsks
        /// It begins with the second request, as in RFC 9769's figure 1; every reply needs a transmit timestamp.
        case everyone
    }

    private let remembering: Remembering
    private var newcomers: StampTable
    private var proven: StampTable
    /// This memory's bits above the lowest, which no other memory of the server uses.
    private let lane: UInt64
    private let laneMask: UInt64

    /// - Parameters:
    ///   - capacity: pairs of proven clients, of 16 octets; half as many newcomers. Rounded up to a power of two. A
    ///     client takes two.
    ///   - lane: which of the server's memories this is. A timestamp that one has given out is never another's.
    ///   - lanes: how many there are, 1...16; each doubling costs receive timestamps one more bit, 4 bits 7 ns.
    public init(_ remembering: Remembering, capacity: Int = 4096, lane: Int = 0, of lanes: Int = 1) {
        precondition((1...16).contains(lanes) && (0..<lanes).contains(lane))
        self.remembering = remembering
        proven = StampTable(capacity: remembering == .nobody ? 0 : capacity)
        newcomers = StampTable(capacity: remembering == .nobody ? 0 : capacity / 2)
        let bits = UInt64(Int.bitWidth - (lanes - 1).leadingZeroBitCount)
        laneMask = (1 << (bits + 1)) - 1
        self.lane = UInt64(lane) << 1 | 1
    }

    /// Pairs that it can hold, and never more.
    public var capacity: Int { proven.capacity + newcomers.capacity }
    /// Pairs held.
    public var count: Int { proven.count + newcomers.count }

    /// How a request is to be answered.
    public struct Answer: Hashable, Sendable, BitwiseCopyable {
        public var origin: NTPTimestamp
        public var receive: NTPTimestamp
        public var transmit: NTPTimestamp
        /// Whether `transmit` is that of the reply before.
        public var isInterleaved = false
        /// Whether the client may ask for this reply's transmit timestamp: whoever sends it should find that out.
        public var isRemembered = false
    }

    /// Decides on a request's mode, and remembers what its next one may need.
    ///
    /// - Parameters:
    ///   - received: when the request arrived.
    ///   - transmit: when the reply leaves, as well as can be told before.
    public mutating func answer(_ request: NTPHeader, received: NTPTimestamp, transmit: NTPTimestamp) -> Answer {
        guard remembering != .nobody else {
            return Answer(origin: request.transmit, receive: received, transmit: transmit)
        }
        let receive = uniqueKey(near: received)
        let own = Self.evened(transmit.raw, after: receive)
        var answer = Answer(
            origin: request.transmit, receive: NTPTimestamp(raw: receive), transmit: NTPTimestamp(raw: own))
        let asks = request.origin.raw & 1 == 1
        guard asks || remembering == .everyone else { return answer }
        answer.isRemembered = true
        guard asks, let told = takePair(of: request.origin.raw) else {
            newcomers.insert(receive, own)
            return answer
        }
        proven.insert(receive, own)
        // Where both are equal the client could not tell which of them the reply's origin is.
        if case .fresh(let stamp) = told, request.receive != request.transmit {
            (answer.origin, answer.transmit) = (request.receive, NTPTimestamp(raw: stamp))
            answer.isInterleaved = true
        }
        return answer
    }

    /// The same in the basic mode, of which nothing is remembered: for whom the interleaved one is not granted.
    public mutating func basicAnswer(_ request: NTPHeader, received: NTPTimestamp, transmit: NTPTimestamp) -> Answer {
        guard remembering != .nobody else {
            return Answer(origin: request.transmit, receive: received, transmit: transmit)
        }
        let receive = uniqueKey(near: received)
        return Answer(
            origin: request.transmit, receive: NTPTimestamp(raw: receive),
            transmit: NTPTimestamp(raw: Self.evened(transmit.raw, after: receive)))
    }

    /// The kernel's or the network card's word on when a reply left, named by the receive timestamp it carried. It may
    /// come at any time, or never: then what was told to ``answer(_:received:transmit:)`` stands.
    public mutating func noteTransmitted(_ receive: NTPTimestamp, at transmit: NTPTimestamp) {
        let stamp = transmit.raw & ~1
        if !proven.improve(receive.raw, stamp) { newcomers.improve(receive.raw, stamp) }
    }

    /// After a step of the clock: what was before it is no time to be told after it.
    public mutating func forgetAll() {
        proven.removeAll()
        newcomers.removeAll()
    }

    /// `nil`: nothing known of it here.
    private mutating func takePair(of receive: UInt64) -> StampTable.Finding? {
        guard receive & laneMask == lane else { return nil }
        return proven.take(receive) ?? newcomers.take(receive)
    }

    /// With its last bit clear; where that or the lane's bits have put it before the receive timestamp, right behind it.
    private static func evened(_ transmit: UInt64, after receive: UInt64) -> UInt64 {
        receive &- transmit < 64 ? receive &+ 1 : transmit & ~1
    }

    /// Rounded down into this memory's lane; moved on where it is another's already, as after a step backwards.
    private mutating func uniqueKey(near received: NTPTimestamp) -> UInt64 {
        var key = received.raw & ~laneMask | lane
        while newcomers.contains(key) || proven.contains(key) { key &+= laneMask + 1 }
        return key
    }
}
