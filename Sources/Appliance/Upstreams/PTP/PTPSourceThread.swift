// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import PTP
import TimeBase

/// The thread that listens to one PTP source, from start to stop: opens the way to the network as soon as it is there, and
/// again whenever it was lost.
struct PTPSourceThread: Sendable {
    private static let retry: Duration = .seconds(2)

    let source: Settings.PTPSource
    /// Of the port that it asks as: none of those that serve.
    let number: UInt16
    let time: Published<ServedTime>
    let clockwork: PTPClockwork
    let box: PTPSourceBox
    let notices: BoardNotices
    /// What our own clock calls itself where it serves; `nil`: it does not.
    let served: @Sendable () -> ClockIdentity?
    /// Raised by those whose places on the network have to be free before it begins.
    let before: [StopFlag]
    let stopping = StopFlag()
    /// Nothing is open any more.
    let ended = StopFlag()

    private var port: Settings.PTPService.Port { source.port }

    func start() throws(HostFault) {
        let thread = self
        _ = try HostThread.spawn(name: "ptp-in\(number % 1_000)") { thread.run() }
    }

    private func run() {
        defer { ended.raise() }
        while !stopping.isRaised, !before.allSatisfy(\.isRaised) { HostThread.sleep(for: .milliseconds(10)) }
        while !stopping.isRaised {
            do throws(PTPTrouble) { try listen() } catch {
                if box.fail(error) {
                    notices.put(.warning("PTP cannot be heard as a source on \(port.interface): \(error.clause)."))
                }
                stopping.sleep(for: Self.retry)
            }
        }
    }

    /// Until it is stopped, or something has to begin anew.
    private func listen() throws(PTPTrouble) {
        let stamps = try clockwork.stamps(for: port, able: try port.ability)
        let transport = try port.open(stamps)
        let own = own()
        let name = own.first ?? ClockIdentity(raw: .random(in: 1 ..< .max))
        let receiver = TimeReceiver(
            port.protocolSettings, identity: PortIdentity(clock: name, number: number),
            stamping: stamps.stamper.stamping, own: own, at: HostClock.now)
        box.begin(stamps: stamps.text)
        let (notices, title) = (notices, source.name)
        var worker = PTPSourceWorker(transport, receiver, time, box, strayed: stamps.strayed) { sentence in
            notices.put(.init(level: .notice, message: "The source \(title) \(sentence)."))
        }
        do throws(SocketFault) {
            try worker.run(own: self.own) { stopping.isRaised || PTPThread.isTooFar(stamps.strayed()) }
        } catch {
            throw PTPTrouble(error, of: port)
        }
        if !stopping.isRaised { throw PTPTrouble(.noTimestamps, "the card's clock is out of step") }
    }

    /// Our own clocks' names, the one that we ask under first: what serves, what this interface gives, and what others might.
    private func own() -> [ClockIdentity] {
        let names = [port.interface] + InterfaceState.all.map(\.name)
        let given = names.compactMap { try? NetworkInterface($0).mac }.map { ClockIdentity(ofInterface: $0.number) }
        return (served().map { [$0] } ?? []) + given
    }
}
