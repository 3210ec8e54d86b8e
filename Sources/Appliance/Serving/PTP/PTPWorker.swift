// SPDX-License-Identifier: Apache-2.0

public import Board
public import PTP
import TimeBase

/// A way to a port's network that knows whether its cable leads somewhere.
public protocol LinkedTransport: MessageTransport, ~Copyable {
    var isLinkUp: Bool { get }
}

/// One PTP port at work on its network: what is heard and what time passes go to the ``Port``, what it says goes out.
///
/// Stamps are turned into our clock's time here. A message costs no allocation and no lock.
public struct PTPWorker<Transport: LinkedTransport & ~Copyable>: ~Copyable {
    /// How long it waits at most, so that it sees in time that it is to end.
    static var patience: Duration { .milliseconds(250) }
    /// How old what is told of it may be.
    static var freshness: Duration { .milliseconds(500) }
    static var clientsFreshness: Duration { .seconds(2) }

    private var transport: Transport
    public private(set) var port: Port
    private let desk: PTPPortDesk
    private var clock: PTPClock
    private var unsent: UInt64 = 0
    private var told: (at: MonotonicInstant, state: PortState)?
    private var clientsTold: MonotonicInstant?
    /// What is being handled: whatever answers it needs the transport for itself.
    private var message = [UInt8](repeating: 0, count: 1_536)

    public init(_ transport: consuming Transport, _ port: Port, clock: PTPClock, desk: PTPPortDesk) {
        self.transport = transport
        (self.port, self.clock, self.desk) = (port, clock, desk)
    }

    /// Until `isStopped` says so.
    /// - Throws: where the transport has to be opened anew.
    public mutating func run(until isStopped: () -> Bool) throws(SocketFault) {
        defer { tell(at: transport.now) }
        while !isStopped() { try turn() }
    }

    /// Waits for something to happen, and deals with it.
    public mutating func turn() throws(SocketFault) {
        transport.wait(until: min(port.nextWake, transport.now + Self.patience))
        let count = try transport.receive()
        clock.look(at: transport.now)
        for index in 0..<count { hear(index) }
        for change in port.takeChanges() { adopt(change.value) }
        if let wishes = desk.takeWishes() { carryOut(wishes) }
        while let (ticket, stamp) = transport.nextTransmitStamp() {
            let now = transport.now
            port.transmitted(ticket, stamp: clock.time(of: stamp), at: now, into: &transport)
        }
        let (now, isLinkUp) = (transport.now, transport.isLinkUp)
        port.linkChanged(isUp: isLinkUp, at: now, into: &transport)
        if port.nextWake <= now {
            let claim = clock.claim(at: now)
            port.wake(at: now, shown: clock.shown(at: now), claim: claim, into: &transport)
        }
        unsent &+= UInt64(clamping: try transport.flush())
        if told.map({ $0.state != port.state || now - $0.at >= Self.freshness }) ?? true { tell(at: now) }
    }

    private mutating func carryOut(_ wishes: PTPPortDesk.Wishes) {
        for value in wishes.changes { adopt(value) }
        guard wishes.isManagedAnew, let place = desk.place else { return }
        let management = desk.management
        port.manage(rights: management.rights, place: place, asksClients: management.settings.askClients)
    }

    private mutating func adopt(_ value: ManagementChange.Value) {
        port.adopt(value, at: transport.now)
        desk.adopt(value, port.settings)
    }

    private mutating func hear(_ index: Int) {
        let raw = transport.arrival(of: index)
        let count = transport.copyMessage(index, into: &message)
        let arrival = Arrival(
            at: raw.at, stamp: raw.isEvent ? clock.time(of: raw.stamp) : nil, source: raw.source,
            toGroup: raw.toGroup, isEvent: raw.isEvent)
        Self.hand(message, count, arrival, to: &port, answeringBy: &transport)
    }

    private static func hand(
        _ message: [UInt8], _ count: Int, _ arrival: Arrival, to port: inout Port,
        answeringBy transport: inout Transport
    ) {
        port.receive(message.span.extracting(0..<count), arrival, into: &transport)
    }

    private mutating func tell(at now: MonotonicInstant) {
        told = (now, port.state)
        var facts = port.facts
        facts.counters.unsent &+= unsent
        desk.publish(facts, at: now)
        guard clientsTold.map({ now - $0 >= Self.clientsFreshness }) ?? true else { return }
        clientsTold = now
        desk.clients = port.clients
    }
}
