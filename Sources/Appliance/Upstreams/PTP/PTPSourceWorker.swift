// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A receiver of PTP's time at work on its network. Stamps are turned here into those of a scale that keeps going whatever
/// is done to the clock.
struct PTPSourceWorker<Transport: LinkedTransport & ~Copyable>: ~Copyable {
    private static var patience: Duration { .milliseconds(250) }
    /// How old what is told may be.
    private static var freshness: Duration { .milliseconds(500) }

    private var transport: Transport
    private(set) var receiver: TimeReceiver
    private let time: Published<ServedTime>
    private var scale: SteadyScale
    private let box: PTPSourceBox
    private let strayed: PTPClock.Strayed
    private let notice: (String) -> Void
    private var told: (at: MonotonicInstant, state: PortState, master: PortIdentity?)?
    private var message = [UInt8](repeating: 0, count: 1_536)

    /// - Parameters:
    ///   - strayed: how far a card's clock that stamps may be from ours beyond our own bound.
    ///   - notice: takes a sentence for the log.
    init(
        _ transport: consuming Transport, _ receiver: TimeReceiver, _ time: Published<ServedTime>, _ box: PTPSourceBox,
        strayed: @escaping PTPClock.Strayed = { .zero }, notice: @escaping (String) -> Void
    ) {
        scale = SteadyScale(time.read(), at: transport.now)
        self.transport = transport
        (self.receiver, self.time, self.box, self.strayed, self.notice) = (receiver, time, box, strayed, notice)
    }

    mutating func run(
        own: () -> [ClockIdentity], until isStopped: () -> Bool
    ) throws(SocketFault) {
        var named = transport.now
        while !isStopped() {
            try turn()
            guard transport.now - named > .seconds(10) else { continue }
            named = transport.now
            receiver.own = own()
        }
    }

    /// Waits for something to happen, and deals with it.
    mutating func turn() throws(SocketFault) {
        transport.wait(until: min(receiver.nextWake, transport.now + Self.patience))
        let count = try transport.receive()
        scale.follow(time.read(), at: transport.now)
        for index in 0..<count { hear(index) }
        while let (ticket, stamp) = transport.nextTransmitStamp() {
            let now = transport.now
            receiver.transmitted(ticket, stamp: scale.time(of: stamp), at: now, into: &transport)
        }
        let now = transport.now
        receiver.linkChanged(isUp: transport.isLinkUp, at: now)
        if receiver.nextWake <= now { receiver.wake(at: now, into: &transport) }
        _ = try transport.flush()
        tell(at: now)
    }

    private mutating func hear(_ index: Int) {
        let raw = transport.arrival(of: index)
        let count = transport.copyMessage(index, into: &message)
        let arrival = Arrival(
            at: raw.at, stamp: raw.isEvent ? scale.time(of: raw.stamp) : nil, source: raw.source, toGroup: raw.toGroup,
            isEvent: raw.isEvent)
        Self.hand(message, count, arrival, to: &receiver, answeringBy: &transport)
    }

    private static func hand(
        _ message: [UInt8], _ count: Int, _ arrival: Arrival, to receiver: inout TimeReceiver,
        answeringBy transport: inout Transport
    ) {
        receiver.receive(message.span.extracting(0..<count), arrival, into: &transport)
    }

    private mutating func tell(at now: MonotonicInstant) {
        let facts = receiver.facts
        if let told, told.state == facts.state, told.master == facts.master, now - told.at < Self.freshness { return }
        let isNews = told?.state != facts.state || told?.master != facts.master
        told = (now, facts.state, facts.master)
        box.tell(
            PTPSourceBox.Told(
                at: now, receiver: facts, standing: receiver.standing(at: now), hindrance: receiver.hindrance(at: now),
                scale: scale, strayed: strayed() ?? .seconds(60)))
        if isNews { notice(facts.sentence) }
    }
}

extension SteadyScale {
    /// A card's own clock shows our clock's time, as well as it is kept in step.
    fileprivate func time(of stamp: WireStamp) -> TAIInstant? {
        switch stamp {
        case .kernel(let instant): reading(at: instant)
        case .hardware(let nanoseconds): TAIInstant(sinceEpoch: .nanoseconds(nanoseconds)) - motion
        case .none: nil
        }
    }
}

extension TimeReceiverFacts {
    /// What it does, for the log.
    var sentence: String {
        switch state {
        case .slave: master.map { "hears the time from \($0)" } ?? "hears the time"
        case .uncalibrated: master.map { "measures the way to \($0)" } ?? "measures"
        case .faulty: "the cable leads nowhere"
        case .listening, .initializing, .disabled, .preMaster, .master, .passive: "listens for a master"
        }
    }
}
