// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import LinuxBoard
import SimulatedBoard
import TimeBase

/// One visit to a receiver without the rest of the appliance: finds its speed, and says what is, or would be, set in it.
public struct ReceiverVisit {
    private let line: ReceiverLineSettings
    private let patience: Duration

    /// - Parameters:
    ///   - baud: bits per second; `nil`: found out.
    ///   - constellations: the systems that it is to use; `nil`: as it is.
    ///   - isDryRun: asks, but sets nothing.
    ///   - patience: how long to wait for an end.
    public init(
        device: String, baud: UInt32?, constellations: [Settings.Receiver.Constellation]? = nil, isDryRun: Bool,
        patience: Duration = .seconds(60)
    ) {
        var line = ReceiverLineSettings(path: device, baud: baud)
        var receiver = Settings.Receiver()
        receiver.constellations = constellations
        line.options.constellations = receiver.told
        line.options.isDryRun = isDryRun
        (self.line, self.patience) = (line, patience)
    }

    /// Tells each thing once, as it is learned. False where no end was reached in time.
    public func run(telling tell: (String) -> Void) throws -> Bool {
        let port = ReceiverLine(line)
        let news = port.news
        let clock = VirtualClock(
            showing: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .zero)), at: HostClock.now)
        let board = LinuxTimingBoard(.init(receiver: port, clock: .virtual(clock), timeline: HostTimeline()))
        let end = HostClock.now + patience
        var finding: SpeedSearch.Finding?
        while HostClock.now < end {
            if case .receiverLost(let fault) = board.nextEvent(before: HostClock.now + .milliseconds(100)).kind {
                tell("The port is \(fault).")
            }
            let latest = news.latest
            if let found = latest.finding, found != finding { tell("Understood: \(found.text).") }
            finding = latest.finding
            guard let report = latest.report, report.outcome != .underWay else { continue }
            for sentence in report.sentences { tell(sentence) }
            return true
        }
        return false
    }
}
