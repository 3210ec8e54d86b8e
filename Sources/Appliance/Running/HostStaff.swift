// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import PTP
import Synchronization
import TimeBase
import TimeKeeping

/// What a real board has besides the timing thread: who follows devices, who works the front panel, who sets the
/// battery's clock, who reads a thermometer. None of them can hold up time.
final class HostStaff: Sendable {
    private let settings: Settings
    private let log: Logger
    private let watch = Mutex<DeviceWatch?>(nil)
    private let refusals = Refusals()
    private let panel = Mutex<EndableThread?>(nil)
    private let battery: BatteryTime?
    private let thermometer: ThermometerDuty?
    /// What the system does not permit this program to do, each a sentence that says what that costs.
    let notPermitted: [String]
    /// Where the receiver is now, for the timing thread; `nil` where the settings name none.
    let receiver: ReceiverWhereabouts?

    /// - Parameter source: where devices are looked for.
    init(
        settings: Settings, log: Logger,
        source: @escaping @Sendable () -> any DeviceSource = DeviceWatch.hostSource
    ) throws(HostFault) {
        (self.settings, self.log) = (settings, log)
        battery = settings.batteryTime(log: log)
        thermometer = settings.thermometerDuty(log: log)
        notPermitted = settings.notPermitted(to: .current)
        receiver = try Self.watchDevices(settings, log, refusals, source, watch)
        for sentence in notPermitted { log.warning("\(sentence)") }
        tellStewards()
    }

    /// Starts the front panel on what is published.
    func workPanel(
        _ time: Published<ServedTime>, _ facts: Published<TimingFacts>, _ alarms: PanelAlarms
    ) throws(HostFault) {
        guard !settings.panel.plan.isEmpty else { return }
        let log = log
        let started = try PanelThread.start(settings.panel.plan) { now in
            alarms.look(time.read().state, facts.read().conditions, at: now)
        } tell: { news in
            if let sentence = news.sentence { log.warning("\(sentence)") }
        }
        panel.withLock { $0 = started }
    }

    /// What the clock on a battery shows; `nil` where there is none, or no clock of the machine is kept. May take a second.
    func readBatteryClock() -> UTCInstant? { battery?.read() }

    /// Has the clock on a battery set now and then by what is published.
    func keepBatteryClock(_ time: Published<ServedTime>) throws(HostFault) {
        try battery?.keep(time, permitted: Privileges.current.has(.sysTime))
    }

    /// Has the temperature near the oscillator told to the timing thread.
    func readThermometer(into box: TemperatureBox) throws(HostFault) { try thermometer?.read(into: box) }

    /// What was looked for and not found, as sentences.
    var findings: [String] {
        (watch.withLock { $0?.inventory.findings } ?? []) + settings.missingChips
            + [battery?.finding, thermometer?.finding].compactMap(\.self)
    }

    /// Has the next device tried where this one does not speak like a receiver; only where any will do.
    func refuse(_ vain: VainSearch) {
        guard settings.receiver.device == Settings.anyReceiver, let watch = watch.withLock(\.self),
            let device = watch.inventory.receiver, device.isNamed(vain.path), refusals.isDue(device, after: vain.rounds)
        else { return }
        if refusals.note(device) {
            log.warning("\(device.summary) does not speak like a receiver; whatever else is there is tried.")
        }
        watch.refuse(device)
    }

    func stop() {
        battery?.stop()
        thermometer?.stop()
        panel.withLock { $0.take() }?.stop()
        watch.withLock { $0.take() }?.stop()
    }

    // MARK: Beginning

    private static func watchDevices(
        _ settings: Settings, _ log: Logger, _ refusals: Refusals,
        _ source: @escaping @Sendable () -> any DeviceSource, _ keep: borrowing Mutex<DeviceWatch?>
    ) throws(HostFault) -> ReceiverWhereabouts? {
        let wish: Inventory.Wish =
            switch settings.receiver.device {
            case Settings.anyReceiver?: .any
            case let path?: .named(path)
            case nil: .none
            }
        let watch = try DeviceWatch.start(wish, besides: settings.console.tty, source: source) { news in
            for item in news {
                if let line = line(item, refusals) { log.info("\(line)") }
            }
        }
        for finding in watch.inventory.findings { log.warning("\(finding)") }
        keep.withLock { $0 = watch }
        // A FIFO, a pseudo-terminal or a file is none of the devices that are watched: it is opened by its name.
        return wish == .any ? watch.receiver : nil
    }

    private static func line(_ news: InventoryNews, _ refusals: Refusals) -> String? {
        switch news {
        case .receiver(let device?): return refusals.has(device) ? nil : "The receiver is \(device.summary)."
        case .receiver(nil): return "The receiver is gone."
        case .vanished(let device): refusals.forget(device)
        case .appeared: break
        }
        return nil
    }

    /// Two programs that steer one clock never agree.
    private func tellStewards() {
        let followers = settings.clock.followers + settings.stampingFollowers
        guard settings.clock.kind != .virtual || !followers.isEmpty else { return }
        for other in OtherSteward.running() {
            log.warning(
                "\(other.program) runs too and may steer the same clock; one of the two should be stopped.",
                metadata: ["pid": "\(other.pid)"])
        }
    }
}

extension Settings {
    /// What these settings need permission for.
    var privilegesUsed: Set<Privileges.Capability> {
        var used: Set<Privileges.Capability> = [.sysNice, .ipcLock]
        if clock.kind == .system || clock.followers.contains("system") { used.insert(.sysTime) }
        if (ntp.listen + ntp.smear.listen + management.listen).contains(where: { (1...1023).contains($0.port) }) {
            used.insert(.netBindService)
        }
        let ports = ptp.ports + sources.compactMap(\.ptp?.port)
        if ports.contains(where: { $0.transport != .ethernet }) { used.insert(.netBindService) }
        if ports.contains(where: { $0.transport == .ethernet }) { used.insert(.netRaw) }
        if ports.contains(where: \.mayBeStampedByCard) { used.insert(.netAdmin) }
        return used
    }

    /// What is needed and not there, each a sentence that says what that costs.
    func notPermitted(to privileges: Privileges) -> [String] {
        let needed = privilegesUsed
        return privileges.missing.filter(needed.contains).map { "\($0.name) is missing. \($0.cost)" }
    }
}

extension Settings {
    /// Only where a clock of the machine is to be kept at all.
    func batteryTime(log: Logger) -> BatteryTime? {
        guard clock.kind != .virtual, let path = clock.batteryClock else { return nil }
        guard !HostBatteryClock.showsLocalTime else {
            log.info("\(path) keeps local time, as /etc/adjtime says; it is neither read nor set.")
            return nil
        }
        return BatteryTime(HostBatteryClock(path: path), path: path, log: log)
    }
}
