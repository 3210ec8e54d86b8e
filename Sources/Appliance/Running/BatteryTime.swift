// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import Synchronization
import TimeBase

/// The machine's clock on a battery: what it shows at the start, who sets it later, and what is missing of it.
final class BatteryTime: Sendable {
    private let clock: any BatteryClock
    private let path: String
    private let log: Logger
    private let missing = Mutex<String?>(nil)
    private let setter = Mutex<EndableThread?>(nil)

    init(_ clock: any BatteryClock, path: String, log: Logger) {
        (self.clock, self.path, self.log) = (clock, path, log)
    }

    /// What cannot be had of it and what that costs, as a sentence.
    var finding: String? { missing.withLock(\.self) }

    /// What it shows; `nil` where it is no help. May take a second.
    func read() -> UTCInstant? {
        do throws(ClockFault) {
            return try clock.read()
        } catch {
            find(Self.sentence(error, path))
            return nil
        }
    }

    /// Has it set once an hour while the time can be trusted. One that is not there is left alone.
    func keep(_ time: Published<ServedTime>, permitted: Bool) throws(HostFault) {
        guard permitted else {
            if finding == nil { find("\(path) is not set: CAP_SYS_TIME is missing. \(Self.cost)") }
            return
        }
        let (log, path) = (log, path)
        let started = try BatteryClockThread.start(clock) { now in
            let served = time.read()
            return (served.state, served.clock.reading(at: now).shown)
        } tell: { [self] fault in
            missing.withLock { $0 = fault.map { Self.sentence($0, path) } }
            if let fault { log.info("\(path) is not set: \(fault.clause).") } else { log.info("\(path) is set.") }
        }
        setter.withLock { $0 = started }
    }

    func stop() { setter.withLock { $0.take() }?.stop() }

    /// Told as a matter of information: most virtual machines have none and need none.
    private func find(_ sentence: String) {
        missing.withLock { $0 = sentence }
        log.info("\(sentence)")
    }

    static func sentence(_ fault: ClockFault, _ path: String) -> String {
        switch fault {
        case .absent: "No clock on a battery: \(path) is not there. \(cost)"
        case .denied: "\(path), the clock on a battery, may not be used: the device's mode or CAP_SYS_TIME. \(cost)"
        case .busy: "\(path), the clock on a battery, is in use by another program. \(cost)"
        case .unsuitable: "\(path), the clock on a battery, shows no valid time; it is set once the time is known."
        case .failed: "\(path), the clock on a battery, failed in use. \(cost)"
        }
    }

    static let cost = "After a power cut without a receiver, the time starts at the last one kept in clock.stateFile."
}

extension KnownTime {
    /// A clock on a battery drifts by seconds a day and shows whole seconds.
    private static let margin: Duration = .seconds(60)

    /// Whether a clock on a battery shows the same as the clock that is begun with, and both a time that can be.
    static func isBorneOut(
        _ begins: UTCInstant?, by battery: UTCInstant?, built: CivilDate, _ table: LeapSecondTable
    ) -> Bool {
        guard let begins, let battery, battery.day >= built.daysSince1970 - 1, let tai = try? table.tai(battery),
            let shown = try? table.tai(begins)
        else { return false }
        return (tai - shown).magnitude <= margin
    }

    /// What to begin with: what was kept, or what a clock on a battery shows where that is later both than what was kept
    /// and, by more than its own error, than what the system's clock shows.
    ///
    /// Years off either way is an empty battery's doing: it counts between `built` and one of GPS's cycles after what is
    /// certain. It moves no pivot: nothing vouches for it, and a wrong one would bend the receiver's dates.
    static func beginning(
        kept: KnownTime?, battery: UTCInstant?, system: UTCInstant, built: CivilDate, _ table: LeapSecondTable
    ) -> KnownTime? {
        guard let battery, let tai = try? table.tai(battery), let shown = try? table.tai(system) else { return kept }
        let certain = max(built.daysSince1970, kept?.utc.day ?? .min)
        guard battery.day >= built.daysSince1970 - 1, battery.day <= certain + RolloverPivot.cycleInDays,
            tai > shown + margin, kept.map({ battery > $0.utc }) ?? true
        else { return kept }
        return KnownTime(utc: battery, frequency: kept?.frequency, isOfBattery: true)
    }
}

extension Settings {
    /// What the kept clock will show when it begins; `nil` where that is not known yet: a card's clock shows what it will.
    func beginning(
        at known: KnownTime?, system: UTCInstant, privileges: Privileges = .current
    ) -> UTCInstant? {
        guard clock.kind == .system else { return nil }
        return privileges.has(.sysTime) ? max(known?.utc ?? system, system) : system
    }
}
