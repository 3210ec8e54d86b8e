// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A receiver of time and the grandmasters around it, on one network in simulated time. The truth is known.
struct TimeReceiverWorld {
    struct Master {
        var port: Port
        var claim = GrandmasterClaim.locked
        /// Its clock − the truth.
        var error: Duration = .zero
        var isAlive = true
    }

    enum Event {
        case toReceiver([UInt8], MessageAddress, isEvent: Bool)
        case toMaster(Int, [UInt8], isEvent: Bool)
        case receiverStamp(UInt32, TAIInstant)
        case masterStamp(Int, UInt32, TAIInstant)
    }

    var masters: [Master] = []
    var receiver: TimeReceiver
    /// The receiver's clock − the truth, and how fast that grows, fractional.
    var error: Duration = .zero
    var drift = 0.0
    /// From the masters to the receiver, and back.
    var forth: Duration = .microseconds(10)
    var back: Duration = .microseconds(10)
    /// How much longer a message may take, by chance; parts of 1 that are lost.
    var queue: Duration = .zero
    var loss = 0.0
    /// How much later Syncs arrive than what was sent with them.
    var syncDelay: Duration = .zero
    /// What is done to each message before it is heard.
    var tamper: (inout [UInt8], MessageType) -> Bool = { _, _ in true }
    private(set) var now = MonotonicInstant.at(0)
    private var events: [(at: MonotonicInstant, event: Event)] = []
    private var chance = Dice(seed: 9)

    init(
        _ profile: Profile = .defaultE2E, own: [ClockIdentity] = [], stamping: Stamping = .hardware,
        _ change: (inout PortSettings) -> Void = { _ in }
    ) {
        var settings = PortSettings(profile)
        change(&settings)
        receiver = TimeReceiver(
            settings, identity: PortIdentity(clock: .us, number: 1_000), stamping: stamping, own: own, at: now)
    }

    mutating func add(
        _ clock: UInt64, stamping: Stamping = .hardware, _ change: (inout PortSettings) -> Void = { _ in }
    ) {
        var settings = receiver.settings
        settings.isGrandmasterOnly = true
        change(&settings)
        let identity = PortIdentity(clock: ClockIdentity(raw: clock), number: 1)
        masters.append(Master(port: Port(settings, identity: identity, stamping: stamping, at: now)))
    }

    /// The receiver's clock − the truth now.
    var offset: Duration { error + .realSeconds(now.sinceEpoch.realSeconds * drift) }
    /// How far its estimate is from that; `nil`: it has none.
    var miss: Duration? { receiver.standing(at: now).map { $0.offset - offset } }
    var reading: TAIInstant { .shown(at: now) + offset }

    mutating func run(until seconds: Double) {
        while let next = nextMoment, next <= .at(seconds) {
            now = max(now, next)
            if let first = events.first, first.at <= now {
                events.removeFirst()
                happen(first.event)
            }
            wake()
        }
        now = .at(seconds)
    }

    private var nextMoment: MonotonicInstant? {
        let wakes = masters.lazy.filter(\.isAlive).map(\.port.nextWake) + [receiver.nextWake]
        return ([events.first?.at].compactMap { $0 } + wakes).min()
    }

    private mutating func wake() {
        for index in masters.indices where masters[index].isAlive && masters[index].port.nextWake <= now {
            var box = Outbox()
            let shown = TAIInstant.shown(at: now) + masters[index].error
            masters[index].port.wake(at: now, shown: shown, claim: masters[index].claim, into: &box)
            send(box, from: index)
        }
        guard receiver.nextWake <= now else { return }
        var box = Outbox()
        receiver.wake(at: now, into: &box)
        send(box)
    }

    private mutating func happen(_ event: Event) {
        var box = Outbox()
        switch event {
        case .toReceiver(let octets, let source, let isEvent):
            let arrival = Arrival(at: now, stamp: isEvent ? reading : nil, source: source, isEvent: isEvent)
            receiver.receive(octets.span, arrival, into: &box)
            send(box)
        case .receiverStamp(let ticket, let stamp):
            receiver.transmitted(ticket, stamp: stamp, at: now, into: &box)
            send(box)
        case .toMaster(let index, let octets, let isEvent):
            guard masters[index].isAlive else { return }
            let stamp = TAIInstant.shown(at: now) + masters[index].error
            let arrival = Arrival(
                at: now, stamp: isEvent ? stamp : nil, source: .ip(IPAddress(v4: 0x0A00_0009)), isEvent: isEvent)
            masters[index].port.receive(octets.span, arrival, into: &box)
            send(box, from: index)
        case .masterStamp(let index, let ticket, let stamp):
            guard masters[index].isAlive else { return }
            masters[index].port.transmitted(ticket, stamp: stamp, at: now, into: &box)
            send(box, from: index)
        }
    }

    private mutating func send(_ box: Outbox, from index: Int) {
        for letter in box.letters {
            guard let type = letter.type else { continue }
            if let ticket = letter.envelope.ticket {
                let stamp = TAIInstant.shown(at: now) + masters[index].error
                schedule(.masterStamp(index, ticket, stamp), at: now + .microseconds(1))
            }
            var octets = letter.octets
            guard chance.next() >= loss, tamper(&octets, type) else { continue }
            let extra = type == .sync ? syncDelay : .zero
            // What is held up passes the wire later, and so does its stamp.
            let address = MessageAddress.ip(IPAddress(v4: 0x0A00_0001 + UInt32(index)))
            schedule(
                .toReceiver(octets, address, isEvent: letter.envelope.isEvent),
                at: now + forth + extra + queue * chance.next())
        }
    }

    private mutating func send(_ box: Outbox) {
        for letter in box.letters {
            if let ticket = letter.envelope.ticket {
                schedule(.receiverStamp(ticket, reading), at: now + .microseconds(50))
            }
            guard chance.next() >= loss else { continue }
            for index in masters.indices {
                schedule(
                    .toMaster(index, letter.octets, isEvent: letter.envelope.isEvent),
                    at: now + back + queue * chance.next())
            }
        }
    }

    private mutating func schedule(_ event: Event, at instant: MonotonicInstant) {
        let place = events.firstIndex { $0.at > instant } ?? events.endIndex
        events.insert((instant, event), at: place)
    }

    /// As if a master had sent it now.
    mutating func hear(_ message: some WireMessage) {
        var box = Outbox()
        let arrival = Arrival(at: now, stamp: reading, source: .ip(IPAddress(v4: 0x0A00_0001)))
        receiver.receive(octets(message).span, arrival, into: &box)
    }
}
