// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import PTP
import Synchronization
import TimeBase

/// Asks the machines that are watched, on a thread of its own.
final class WatchWorker: Sendable {
    /// What it knows, for whoever looks; the plan that it follows.
    fileprivate struct Book {
        var plan: WatchPlan
        var table: WatchTable
        var trouble: String?
        /// What PTP clocks said last, each under its target.
        var told: [WatchTarget: ToldClock] = [:]
        /// What came of the last turn in each circle of them.
        var answers: [PTPCircle: PTPAnswers] = [:]
    }

    private let book: Mutex<Book>
    private let posted: Posted<WatchPlan>
    private let time: Published<ServedTime>
    private let stopping: StopFlag

    init(_ plan: Posted<WatchPlan>, _ time: Published<ServedTime>, until stopping: StopFlag) {
        (posted, self.time, self.stopping) = (plan, time, stopping)
        let plan = plan.read()
        book = Mutex(Book(plan: plan, table: plan.table(keeping: nil, at: HostClock.now)))
    }

    var facts: WatchFacts {
        let (plan, table, trouble, told) = book.withLock { ($0.plan, $0.table, $0.trouble, $0.told) }
        var facts = WatchFacts()
        facts.groups = plan.groups.map { .init(name: $0.group, rules: $0.rules) }
        (facts.targets, facts.unknown, facts.table, facts.trouble) = (plan.targets, plan.unknown, table, trouble)
        facts.told = told
        return facts
    }

    // MARK: The thread

    private static let longestWait: Duration = .milliseconds(200)
    private static let lookPeriod: Duration = .seconds(1)

    func run() {
        while !stopping.isRaised {
            do throws(SocketFault) {
                try ask(with: UDPInquirer())
            } catch {
                book.withLock { $0.trouble = "no other machine can be asked: \(error)" }
                stopping.sleep(for: .seconds(5))
            }
        }
    }

    private func ask(with sockets: consuming UDPInquirer) throws(SocketFault) {
        var (seen, nextLook) = (posted.count, HostClock.now)
        follow(posted.read())
        var random = SystemRandomNumberGenerator()
        while !stopping.isRaised {
            if posted.count != seen {
                seen = posted.count
                follow(posted.read())
            }
            try sockets.receive(waiting: patience(until: nextLook)) { hear($0, $1) }
            askWhoIsDue(with: sockets, &random)
            if HostClock.now >= nextLook {
                look()
                nextLook = HostClock.now + Self.lookPeriod
            }
        }
    }

    private func patience(until look: MonotonicInstant) -> Duration {
        let due = book.withLock { $0.table.nextDue }
        let next = min(due ?? look, look)
        return min(max(.zero, next - HostClock.now), Self.longestWait)
    }

    private func follow(_ plan: WatchPlan) {
        book.withLock { book in
            book.table = plan.table(keeping: (book.plan, book.table), at: HostClock.now)
            (book.plan, book.trouble) = (plan, nil)
            let targets = Set(plan.targets)
            book.told = book.told.filter { targets.contains($0.key) }
            let circles = Set(PTPCircle.all(of: plan.groups).map(\.circle))
            book.answers = book.answers.filter { circles.contains($0.key) }
            // Who was found a moment ago is a target only now.
            for circle in circles { book.tell(circle, isNew: true) }
        }
    }

    private func look() {
        let (served, now) = (time.read(), HostClock.now)
        book.withLock { $0.table.look(at: now, by: OwnClock(served, at: now)) }
    }

    // MARK: What PTP clocks tell

    /// What was answered in a circle; those of it that have not are silent.
    /// - Parameter ours: our own name, as a PTP clock.
    func tell(_ clocks: [ClockIdentity: ToldClock], in circle: PTPCircle, ours: ClockIdentity?) {
        let (now, served) = (HostClock.now, time.read())
        let answers = PTPAnswers(at: now, clocks: clocks, ours: ours, own: OwnClock(served, at: now))
        book.withLock { book in
            book.answers[circle] = answers
            book.tell(circle, isNew: false)
        }
    }

    // MARK: One request and its reply

    private func askWhoIsDue(
        with sockets: borrowing UDPInquirer, _ random: inout SystemRandomNumberGenerator
    ) {
        while let (octets, number, endpoint) = nextRequest(&random) {
            let clock = OwnStamps(time.read(), at: HostClock.now)
            // Written down first: the reply may be there before the call returns.
            let sent = clock.stamp(at: HostClock.now)
            book.withLock { $0.table.sent(sent, of: number) }
            // Who cannot be reached is as silent as one who does not answer.
            try? sockets.send(octets.span, to: endpoint)
        }
    }

    private typealias Request = (octets: InlineArray<48, UInt8>, number: Int, endpoint: IPEndpoint)

    private func nextRequest(_ random: inout SystemRandomNumberGenerator) -> Request? {
        book.withLock { book in
            let now = HostClock.now
            guard let number = book.table.next(at: now) else { return nil }
            var octets = InlineArray<48, UInt8>(repeating: 0)
            var span = octets.mutableSpan
            book.table.request(of: number, into: &span, at: now, using: &random)
            guard let endpoint = book.plan.targets[number].endpoint else { return nil }
            return (octets, number, endpoint)
        }
    }

    private func hear(_ bytes: Span<UInt8>, _ arrival: DatagramArrival) {
        let arrived = OwnStamps(time.read(), at: HostClock.now).stamp(at: arrival.at)
        book.withLock { book in
            guard let number = book.table.number(in: bytes, count: arrival.count) else { return }
            guard let endpoint = book.plan.targets[number].endpoint else { return }
            guard (endpoint.address, endpoint.port) == (arrival.source.address, arrival.source.port) else { return }
            // What is refused is counted there.
            try? book.table.hear(bytes, count: arrival.count, from: number, arrived: arrived)
        }
    }
}

/// What came of a turn in one circle of PTP clocks.
struct PTPAnswers: Sendable {
    var at: MonotonicInstant
    var clocks: [ClockIdentity: ToldClock]
    /// Our own name and clock at that time.
    var ours: ClockIdentity?
    var own: OwnClock
}

extension WatchWorker.Book {
    /// - Parameter isNew: of those only that nothing has been told of yet.
    fileprivate mutating func tell(_ circle: PTPCircle, isNew: Bool) {
        guard let answers = answers[circle] else { return }
        for (number, target) in plan.targets.enumerated() {
            guard case .ptp(let place) = target.way, place.way == circle.way,
                plan.groups[target.group].group == circle.group, !isNew || table.clocks[number].asked == 0
            else { continue }
            told[target] = place.identity.flatMap { answers.clocks[$0] }
            guard let clock = told[target] else {
                if !isNew { table.tellSilence(of: number, at: answers.at) }
                continue
            }
            let word = ClockWord(isSynchronised: clock.isKept(ours: answers.ours))
            table.tell(word, clock.difference(ours: answers.ours, answers.own), of: number, at: answers.at)
        }
    }
}

/// What our clock shows, as NTP tells it.
struct OwnStamps {
    private let timeline: Timeline
    private let era: UInt32

    init(_ served: ServedTime, at now: MonotonicInstant) {
        let reading = served.clock.reading(at: now)
        let mapping = ClockMapping(anchor: now, atAnchor: reading, rate: served.clock.rate)
        (timeline, era) = (Timeline(mapping, utc: served.state.utc), reading.era)
    }

    func stamp(at instant: MonotonicInstant) -> LocalStamp {
        LocalStamp(at: instant, shown: timeline.timestamp(at: instant), era: era)
    }
}

extension OwnClock {
    init(_ served: ServedTime, at now: MonotonicInstant) {
        let state = served.state.told(at: now)
        let bound = state.isTrustworthy ? state.errorBound : .unknown
        self.init(
            era: served.clock.atAnchor.era, bound: bound.after(now - state.asOf), isTrustworthy: state.isTrustworthy)
    }
}
