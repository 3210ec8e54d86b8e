// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Board
import LinuxBoard
import Synchronization
import TimeBase

/// gpsd's protocol: what the receiver says, told to the clients that people have for gpsd. Nothing can be changed by it.
///
/// The receiver is listened to only while somebody is connected.
public final class GPSDService: Sendable {
    let view: any ApplianceView
    let clients = GPSDClients()
    private let admits: @Sendable (IPAddress) -> Bool
    private let arrivals = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let known: Mutex<Known>

    /// What is known of the receiver, for those who ask.
    private struct Known {
        var device: GPSDDevice
        var last: GPSDFix?
    }

    /// - Parameter admits: who may connect.
    public init(view: any ApplianceView, admitting admits: @escaping @Sendable (IPAddress) -> Bool) {
        (self.view, self.admits) = (view, admits)
        known = Mutex(Known(device: GPSDDevice(path: view.snapshot.receiver.device)))
    }

    /// Connections and reports, by what became of them.
    public var counts: [NamedCount] { clients.counts }

    func isAdmitted(_ address: IPAddress?) -> Bool { address.map(admits) ?? false }

    var house: GPSDHouse {
        let snapshot = view.snapshot
        let clock = ClockFace(snapshot)
        var (device, last) = known.withLock { ($0.device, $0.last) }
        (device.model, device.path) = (snapshot.receiver.model, snapshot.receiver.device)
        if snapshot.receiver.fault != nil {
            (device.activated, last) = (nil, nil)
        } else if device.activated == nil {
            device.activated = clock.utc(at: snapshot.receiver.lastEpoch ?? snapshot.now)
        }
        return GPSDHouse(
            device: device, last: last, version: VersionReport().version, now: clock.utc(at: snapshot.now))
    }

    func somebodyCame() { arrivals.continuation.yield() }

    // MARK: Telling

    /// Listens for the clients, as long as there are any, until the task is cancelled.
    public func tell() async {
        for await _ in arrivals.stream {
            await speak()
            if Task.isCancelled { break }
        }
        clients.hangUp()
    }

    private func speak() async {
        let taps = view.taps
        var ears = Ears(line: taps.line.enter(), pulse: taps.pulse.enter())
        defer {
            taps.line.leave()
            taps.pulse.leave()
            known.withLock { $0.last = nil }
        }
        var teller = GPSDTeller(
            device: known.withLock(\.device), isJoining: true, pivot: TimingSettings.pivot(builtOn: BuildDate.day))
        while !clients.isEmpty, !Task.isCancelled {
            listen(&ears, &teller)
            try? await Task.sleep(for: Taps.interval)
        }
    }

    private struct Ears {
        var line: TapRing<TappedLine>.Place
        var pulse: TapRing<TappedPulse>.Place
        var snapshot: ApplianceSnapshot?
        var rounds = 0
    }

    /// One round: all that has come since the last one.
    private func listen(_ ears: inout Ears, _ teller: inout GPSDTeller) {
        // The clock is looked at four times a second; between that it runs as it was seen to.
        if ears.rounds % 12 == 0 { ears.snapshot = view.snapshot }
        ears.rounds &+= 1
        guard let snapshot = ears.snapshot else { return }
        let clock = ClockFace(snapshot)
        teller.learn(model: snapshot.receiver.model, path: snapshot.receiver.device)
        var reports: [GPSDReport] = []
        while let item = view.taps.line.read(&ears.line) {
            switch item {
            case .heard(let entry): reports += teller.take(entry, clock: clock)
            case .missed: teller.interrupt()
            }
        }
        reports += teller.idle(at: HostClock.now, clock: clock)
        while let item = view.taps.pulse.read(&ears.pulse) {
            guard case .heard(let pulse) = item,
                let pps = pulse.pps(device: teller.device.path, jitter: snapshot.pulse.jitter)
            else { continue }
            reports.append(GPSDReport(.jsonOrPPS, line: pps))
        }
        known.withLock { ($0.device, $0.last) = (teller.device, teller.last) }
        if !reports.isEmpty { clients.tell(GPSDNews(reports: reports, device: teller.device.path)) }
    }
}

extension ClockFace {
    init(_ snapshot: ApplianceSnapshot) { self.init(snapshot.clock, snapshot.state.utc) }
}
