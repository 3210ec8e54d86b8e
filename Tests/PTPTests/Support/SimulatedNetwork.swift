// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A network in simulated time: ports of grandmasters and simple clients around one hub, with delays, asymmetry, noise of
/// stamps, and stamps that come late or never. Its chances are seeded: every run is the same.
struct SimulatedNetwork {
    struct Node {
        var port: Port
        var claim = GrandmasterClaim.locked
        /// Its clock − the truth.
        var error: Duration = .zero
        /// How fast that grows, fractional.
        var drift = 0.0
        var isAlive = true
        /// To the hub and from it.
        var out: Duration = .microseconds(5)
        var back: Duration = .microseconds(5)
    }

    enum Event {
        case message([UInt8], from: Int, to: Int, isEvent: Bool)
        case stamp(UInt32, node: Int, TAIInstant?)
        case change((inout SimulatedNetwork) -> Void)
    }

    var nodes: [Node] = []
    var clients: [SimulatedClient] = []
    private(set) var now = MonotonicInstant.at(0)
    private var events: [(at: MonotonicInstant, order: Int, event: Event)] = []
    private var order = 0
    private var chance: Dice
    /// Of each stamp, evenly spread to both sides.
    var noise: Duration = .zero
    /// Parts of 1: messages lost, transmit stamps lost.
    var loss = 0.0
    var stampLoss = 0.0
    /// How long a transmit stamp takes, at most.
    var stampDelay: Duration = .microseconds(200)
    /// Who was master when, one entry a change.
    private(set) var history: [(at: MonotonicInstant, masters: [Int])] = []
    /// All that was sent by nodes.
    private(set) var sent: [(at: MonotonicInstant, node: Int, type: MessageType)] = []

    init(seed: UInt64 = 1) { chance = Dice(seed: seed) }

    mutating func add(_ settings: PortSettings, _ clock: UInt64, number: UInt16 = 1, stamping: Stamping = .hardware) {
        let identity = PortIdentity(clock: ClockIdentity(raw: clock), number: number)
        nodes.append(Node(port: Port(settings, identity: identity, stamping: stamping, at: now)))
    }

    /// Something happens from outside at a moment.
    mutating func at(_ seconds: Double, _ change: @escaping (inout SimulatedNetwork) -> Void) {
        schedule(.change(change), at: .at(seconds))
    }

    mutating func run(until seconds: Double) {
        let end = MonotonicInstant.at(seconds)
        while let next = nextMoment, next <= end {
            now = max(now, next)
            if let first = events.first, first.at <= now {
                events.removeFirst()
                happen(first.event)
            }
            wake()
            note()
        }
        now = end
    }

    /// How long there was more than one master, each time.
    func overlaps(since start: Double = 0) -> [Duration] {
        let ends = history.dropFirst().map(\.at) + [now]
        return zip(history, ends).filter { $0.0.masters.count > 1 && $0.0.at >= .at(start) }.map { $0.1 - $0.0.at }
    }

    func reading(of node: Int) -> TAIInstant {
        .shown(at: now) + nodes[node].error + .realSeconds(now.sinceEpoch.realSeconds * nodes[node].drift)
    }

    private var nextMoment: MonotonicInstant? {
        let wakes = nodes.lazy.filter(\.isAlive).map(\.port.nextWake) + clients.map(\.nextRequest)
        return ([events.first?.at].compactMap { $0 } + wakes).min()
    }

    private mutating func happen(_ event: Event) {
        switch event {
        case .change(let change): change(&self)
        case .stamp(let ticket, let node, let stamp):
            guard nodes[node].isAlive else { return }
            var box = Outbox()
            nodes[node].port.transmitted(ticket, stamp: stamp, at: now, into: &box)
            deliver(box, from: node)
        case .message(let octets, let sender, let receiver, let isEvent):
            guard receiver < nodes.count else {
                return clients[receiver - nodes.count].hear(octets, at: now, stamp: .shown(at: now) + jitter)
            }
            guard nodes[receiver].isAlive else { return }
            let arrival = Arrival(
                at: now, stamp: isEvent ? reading(of: receiver) + jitter : nil, source: address(of: sender),
                isEvent: isEvent)
            var box = Outbox()
            nodes[receiver].port.receive(octets.span, arrival, into: &box)
            deliver(box, from: receiver)
        }
    }

    private mutating func wake() {
        for index in nodes.indices where nodes[index].isAlive && nodes[index].port.nextWake <= now {
            var box = Outbox()
            nodes[index].port.wake(at: now, shown: reading(of: index), claim: nodes[index].claim, into: &box)
            deliver(box, from: index)
        }
        for index in clients.indices {
            guard let request = clients[index].request(at: now, stamp: .shown(at: now) + jitter) else { continue }
            spread(request, from: nodes.count + index, isEvent: true)
        }
    }

    private mutating func note() {
        let masters = nodes.indices.filter { nodes[$0].isAlive && nodes[$0].port.state == .master }
        if history.last?.masters != masters { history.append((now, masters)) }
    }

    private mutating func deliver(_ box: Outbox, from node: Int) {
        for letter in box.letters {
            if let type = letter.type { sent.append((now, node, type)) }
            if let ticket = letter.envelope.ticket, chance.next() >= stampLoss {
                let stamp = reading(of: node) + jitter
                schedule(.stamp(ticket, node: node, stamp), at: now + stampDelay * chance.next())
            }
            spread(letter.octets, from: node, isEvent: letter.envelope.isEvent)
        }
    }

    private mutating func spread(_ octets: [UInt8], from sender: Int, isEvent: Bool) {
        for receiver in 0..<(nodes.count + clients.count) where receiver != sender && chance.next() >= loss {
            schedule(
                .message(octets, from: sender, to: receiver, isEvent: isEvent), at: now + out(sender) + back(receiver))
        }
    }

    private func out(_ member: Int) -> Duration {
        member < nodes.count ? nodes[member].out : clients[member - nodes.count].out
    }
    private func back(_ member: Int) -> Duration {
        member < nodes.count ? nodes[member].back : clients[member - nodes.count].back
    }
    private func address(of member: Int) -> MessageAddress { .ip(IPAddress(v4: 0x0A00_0001 + UInt32(member))) }

    private var jitter: Duration {
        mutating get { noise == .zero ? .zero : noise * (2 * chance.next() - 1) }
    }

    private mutating func schedule(_ event: Event, at instant: MonotonicInstant) {
        order += 1
        let place = events.firstIndex { $0.at > instant } ?? events.endIndex
        events.insert((instant, order, event), at: place)
    }
}
