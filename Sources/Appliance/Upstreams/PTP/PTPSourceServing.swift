// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import PTP
import Synchronization
import TimeBase

/// The listening to PTP sources, each on a thread of its own. What stays wanted is listened to without a break when others
/// change.
final class PTPSourceServing: Sendable {
    fileprivate struct Running {
        var thread: PTPSourceThread
        var number: UInt16
    }

    fileprivate struct Desk {
        var wanted: [Settings.PTPSource]
        /// Of all that are wanted, also before they run.
        var boxes: [(source: Settings.PTPSource, box: PTPSourceBox)] = []
        var running: [Running] = []
        /// Of those that were ended: raised once they have.
        var leaving: [StopFlag] = []
        var isEnded = false
    }

    private let desk: Mutex<Desk>
    /// For the log.
    let notices = BoardNotices()
    private let served = Mutex<ClockIdentity?>(nil)

    init(_ settings: Settings) { desk = Mutex(Desk(wanted: settings.sources.compactMap(\.ptp))) }

    /// In force with the next ``keepUp(_:_:served:)``.
    func apply(_ settings: Settings) {
        desk.withLock { desk in
            guard !desk.isEnded else { return }
            desk.wanted = settings.sources.compactMap(\.ptp)
            desk.boxes.removeAll { one in !desk.wanted.contains(one.source) }
        }
    }

    /// Where a source's thread tells what it hears.
    func box(of source: Settings.PTPSource) -> PTPSourceBox {
        desk.withLock { $0.box(of: source) }
    }

    /// Ends what is wanted no more, and starts what is not there yet; to be called every now and then.
    /// - Parameter served: what our own clock calls itself where it serves PTP.
    func keepUp(_ time: Published<ServedTime>, _ clockwork: PTPClockwork, served identity: ClockIdentity?) {
        served.withLock { $0 = identity }
        desk.withLock { desk in
            guard !desk.isEnded else { return }
            let wanted = desk.wanted
            desk.end { one in !wanted.contains(one.thread.source) }
            for source in wanted where !desk.running.contains(where: { $0.thread.source == source }) {
                start(source, time, clockwork, in: &desk)
            }
        }
    }

    func stop() {
        desk.withLock { desk in
            desk.isEnded = true
            desk.end { _ in true }
        }
    }

    /// Ports that serve are numbered from 1 and are far fewer.
    private static let firstNumber: UInt16 = 1_001

    private func start(
        _ source: Settings.PTPSource, _ time: Published<ServedTime>, _ clockwork: PTPClockwork, in desk: inout Desk
    ) {
        let taken = desk.running.map(\.number)
        let number = (Self.firstNumber ..< .max).first { !taken.contains($0) } ?? Self.firstNumber
        let thread = PTPSourceThread(
            source: source, number: number, time: time, clockwork: clockwork, box: desk.box(of: source),
            notices: notices, served: { [self] in served.withLock(\.self) }, before: desk.leaving)
        // Without a thread now there may be one in two seconds.
        guard (try? thread.start()) != nil else { return }
        desk.running.append(Running(thread: thread, number: number))
    }
}

extension PTPSourceServing.Desk {
    fileprivate mutating func box(of source: Settings.PTPSource) -> PTPSourceBox {
        if let known = boxes.first(where: { $0.source == source }) { return known.box }
        let box = PTPSourceBox()
        boxes.append((source, box))
        return box
    }

    fileprivate mutating func end(where isUnwanted: (PTPSourceServing.Running) -> Bool) {
        leaving.removeAll(where: \.isRaised)
        for one in running where isUnwanted(one) {
            one.thread.stopping.raise()
            leaving.append(one.thread.ended)
        }
        running.removeAll(where: isUnwanted)
    }
}
