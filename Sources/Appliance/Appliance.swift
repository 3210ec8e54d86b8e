// SPDX-License-Identifier: Apache-2.0

public import Board
import LinuxBoard
public import Logging
import NTP
import SimulatedBoard
import Synchronization
import TimeBase
import TimeKeeping

/// The whole appliance: a board, the timing thread on it, NTP servers, and what people may see and ask.
///
/// Nothing ends it but ``stop()``: a receiver that is not there, an address that is taken or a pulse that fails is a
/// state that is told and tried again.
public final class Appliance: ApplianceView {
    let settings: Settings
    private let log: Logger
    private let started = HostClock.now
    let channels = Mutex<TimingChannels?>(nil)
    private let serving: NTPServing
    private let nts: NTSServing
    private let ptp: PTPServing
    private let cluster: ClusterServing
    private let watch: WatchService
    private let broadcasts: BroadcastServing
    private let upstreams: UpstreamService
    private let ptpNotices = BoardNotices()
    private let stopping = StopFlag()
    private let recording: String?
    private let staff = Mutex<HostStaff?>(nil)
    private let signs = Mutex<LifeSignsThread?>(nil)
    private let upkeep = Mutex<HostThread?>(nil)
    /// What is alarming, for whoever watches once a second.
    public let alarmBook: AlarmBook
    let panelAlarms: PanelAlarms
    public let taps: Taps
    private let isBorneOutByBattery = Atomic(false)

    /// - Parameter recording: the file that everything heard is recorded into; `nil`: none.
    public init(settings: Settings, log: Logger, recording: String? = nil) {
        (self.settings, self.log, self.recording) = (settings, log, recording)
        taps = Taps()
        serving = NTPServing(settings, log: log, tap: taps.request)
        nts = NTSServing(settings, log: log)
        ptp = PTPServing(settings, notices: ptpNotices)
        cluster = ClusterServing(settings, log: log)
        watch = WatchService(settings, log: log)
        broadcasts = BroadcastServing(settings, log: log)
        upstreams = UpstreamService(settings, cards: serving.stamping.cards)
        alarmBook = AlarmBook(rules: settings.alarmRules)
        panelAlarms = PanelAlarms(alarmBook, settings.alarms)
    }

    /// Starts the threads. Throws only where the host cannot give a thread, or a file that is asked for cannot be used.
    public func start() throws {
        let table = try LeapSecondFile.table(settings.clock.leapSecondsFile)
        var pivot = TimingSettings.pivot(builtOn: settings.board.start?.date ?? BuildDate.day)
        let staff = settings.board.kind == .linux ? try HostStaff(settings: settings, log: log) : nil
        let kept = lastKnown?.read()
        if let kept { pivot.raise(halfACycleBefore: kept.utc) }
        let (battery, system) = (staff?.readBatteryClock(), HostClock.systemTime.shown.utc)
        let known = KnownTime.beginning(kept: kept, battery: battery, system: system, built: BuildDate.day, table)
        let begins = settings.beginning(at: known, system: system)
        isBorneOutByBattery.store(
            KnownTime.isBorneOut(begins, by: battery, built: BuildDate.day, table), ordering: .relaxed)
        var timing = TimingSettings(keeping: settings.timekeeping, leapSeconds: table, pivot: pivot)
        timing.remembered = learned?.read(in: settings.clock.kind == .system ? HostRun.current : nil)
        timing.keeping.trust.earliest = settings.trust.earliest(kept: kept, table)
        let flight = try recording.map { try FlightFile(path: $0, log: log) }
        let made = try BoardPlan(
            settings: settings, timing: timing, recording: flight?.box, receiver: staff?.receiver,
            known: known, taps: taps
        ).start()
        try staff?.keepBatteryClock(made.time)
        try staff?.readThermometer(into: made.temperature)
        try staff?.workPanel(made.time, made.facts, panelAlarms)
        self.staff.withLock { $0 = staff }
        channels.withLock { $0 = made }
        let signs = try LifeSignsThread.start(
            watchdog: settings.board.watchdog, time: made.time, notices: made.notices)
        self.signs.withLock { $0 = signs }
        try upstreams.start(made)
        // What is not permitted has been told.
        if staff != nil { HostMemory.lock() }
        try upkeep.withLock { (thread) throws(HostFault) in
            thread = try HostThread.spawn(name: "upkeep") { [self] in keepUp(made, flight) }
        }
    }

    /// Ends the threads; they see it within a quarter of a second. Returns once what the next run is to know is kept.
    public func stop() {
        stopping.raise()
        channels.withLock { $0?.stopping.raise() }
        serving.stop()
        nts.stop()
        ptp.stop()
        cluster.stop()
        watch.stop()
        upstreams.stop()
        staff.withLock { $0.take() }?.stop()
        signs.withLock { $0.take() }?.stop()
        let running = upkeep.withLock { $0.take() }
        if let running { running.join() }
    }

    // MARK: Upkeep

    /// Writes the log for the timing thread, and opens the addresses that are not there yet.
    private func keepUp(_ channels: TimingChannels, _ flight: FlightFile?) {
        let clockwork = PTPClockwork(settings, channels)
        serving.tell { [weak self] in
            self.map { ControlFacts($0.snapshot, of: .this) }
        }
        var round = 0
        while !stopping.isRaised {
            if round % 20 == 0 {
                if let keys = nts.keepUp() { serving.take(keys) }
                serving.keepUp(channels.time)
                ptp.keepUp(channels.time, clockwork)
                upstreams.ptp.keepUp(channels.time, clockwork, served: ptp.facts.clockIdentity)
                cluster.keepUp(channels, by: serving)
                watch.keepUp(channels.time, ours: ptp.identity)
            }
            broadcasts.send(channels.time, by: serving)
            for entry in channels.outbox.takeAll() {
                let line = entry.note.entry(utc: entry.utc)
                log.log(level: line.level, "\(line.message)", metadata: line.metadata)
            }
            for line in channels.notices.takeAll() + ptpNotices.takeAll() + upstreams.ptp.notices.takeAll() {
                log.log(level: line.level, "\(line.message)")
            }
            channels.desk.look(log: log) { vain in staff.withLock(\.self)?.refuse(vain) }
            flight?.save()
            if round % Self.roundsPerHour == 600 { remember(channels.time.read()) }
            if let entry = channels.remembrances.take() { keep(entry) }
            HostThread.sleep(for: .milliseconds(100))
            round += 1
        }
        remember(channels.time.read())
        keepLast(channels)
        flight?.save()
    }

    private static let roundsPerHour = 36_000

    private var lastKnown: LastKnownTime? { settings.clock.stateFile.map(LastKnownTime.init) }

    /// Only while locked: a time that is merely carried on must not outlive its doubt.
    private func remember(_ time: ServedTime) {
        guard let lastKnown, time.state.phase == .locked else { return }
        let utc = time.state.utc.utc(time.clock.reading(at: HostClock.now).shown)
        do {
            try lastKnown.write(KnownTime(utc: utc, frequency: time.state.frequency))
        } catch {
            log.warning("the last time known cannot be kept", metadata: ["file": "\(lastKnown.path)"])
        }
    }

    private var learned: LearnedFile? { settings.clock.stateFile.map(LearnedFile.init) }

    private func keep(_ entry: RemembranceBox.Entry) {
        guard let learned else { return }
        var remembrance = entry.remembrance
        // No other clock than the system's runs on without us in a way that shows whether it was set.
        remembrance.isContinuous = settings.board.kind == .linux && settings.clock.kind == .system
        do { try learned.write(remembrance, in: entry.run) } catch {
            log.warning("what was learned cannot be kept", metadata: ["file": "\(learned.path)"])
        }
    }

    /// The timing thread ends within a quarter of a second.
    private func keepLast(_ channels: TimingChannels) {
        guard learned != nil, channels.time.read().state.isTrustworthy else { return }
        for _ in 0..<100 where !channels.remembrances.hasLast { HostThread.sleep(for: .milliseconds(10)) }
        if let entry = channels.remembrances.take() { keep(entry) }
    }

    // MARK: What people see and ask

    public var snapshot: ApplianceSnapshot {
        guard let channels = channels.withLock({ $0 }) else { return .beforeStart(started, settings) }
        let (time, facts, now) = (channels.time.read(), channels.facts.read(), HostClock.now)
        let state = time.state.told(at: now)
        var snapshot = ApplianceSnapshot(
            now: now, started: started, state: state,
            conditions: state.isTrustworthy ? facts.conditions : facts.conditions.union(.unsynchronised),
            clock: time.clock,
            receiver: ReceiverFacts(facts, device: settings.receiverName),
            pulse: PulseFacts(facts, source: settings.pulseName), ntp: serving.facts)
        snapshot.ntp.smear = serving.smear.map { SmearFacts($0, time, at: now) }
        snapshot.followers = channels.notices.followers.enumerated().map { index, name in
            let claim = index < TimingEngine.mostFollowers ? facts.followers[index] : nil
            return FollowerFacts(name: name, claim: claim?.told(at: now))
        }
        snapshot.ptp = ptp.facts
        (snapshot.ntp.nts, snapshot.ntp.broadcasts) = (nts.facts, broadcasts.facts)
        (snapshot.cluster, snapshot.peers) = (time.cluster, cluster.peers)
        snapshot.watch = watch.facts
        snapshot.upstreams = upstreams.facts
        snapshot.upstreams.place = facts.failover
        (snapshot.outage, snapshot.stability) = (facts.outage, facts.stability)
        snapshot.oscillator = facts.oscillator
        if let read = facts.temperature, now - read.at < Self.warmth { snapshot.temperature = read.celsius }
        (snapshot.implausibility, snapshot.slowestVisibleDrag) = (facts.implausibility, facts.slowestVisibleDrag)
        (snapshot.label, snapshot.errorParts) = (facts.label, facts.errorParts)
        snapshot.missing = staff.withLock { $0?.findings } ?? []
        snapshot.notPermitted = staff.withLock { $0?.notPermitted } ?? []
        snapshot.isBorneOutByBattery = isBorneOutByBattery.load(ordering: .relaxed)
        snapshot.lastLeap = time.lastLeap
        (snapshot.leapTableEnds, snapshot.steppedByOthers) = (facts.leapTableEnds, facts.steppedByOthers)
        snapshot.alarms = alarmBook.active
        snapshot.latency = channels.latency.now
        return snapshot
    }

    /// A thermometer that has been silent for longer tells nothing of now.
    private static let warmth: Duration = .seconds(60)

    public var clients: [NTPClientFacts] { serving.clients }
    public var ptpClients: [PTPClientFacts] { ptp.clients }

    public func ask(_ command: OperatorCommand) throws(CommandRefusal) {
        guard let channels = channels.withLock({ $0 }) else { throw Self.notStarted }
        try channels.wishes.ask(command)
    }

    public var scenes: [String] {
        settings.board.kind == .simulated ? SceneCommand.named.map(\.name) : []
    }

    public func play(scene: String) throws(CommandRefusal) {
        guard settings.board.kind == .simulated, let command = SceneCommand(named: scene) else {
            throw CommandRefusal(.usage, "there is no scene '\(scene)'")
        }
        guard let channels = channels.withLock({ $0 }) else { throw Self.notStarted }
        try channels.wishes.play(command)
    }

    public func acknowledge(alarm id: String, by who: String) throws(CommandRefusal) {
        try alarmBook.acknowledge(id, by: who, asOf: snapshot)
    }

    static var notStarted: CommandRefusal { CommandRefusal(.unavailable, "the appliance has not started") }
}

// MARK: Settings that change

extension Appliance: LiveSettings {
    public var liveKeys: [String] {
        [
            "ntp.listen", "ntp.limit", "ntp.tellDenied", "ntp.keys", "ntp.interleaved", "ntp.timestamps",
            "ntp.experimental", "ntp.nts", "ntp.local", "ntp.peers", "ntp.peerKey", "ntp.manycast", "ntp.broadcast",
            "ntp.smear", "ptp", "allow", "deny", "alarms.limits",
            "alarms.rules", "sources", "watch",
        ]
    }

    /// Whom NTP answers and how holds from the next requests on, where it listens, what keys it has and what PTP ports
    /// there are within two seconds, what is alarming from the next look on.
    public func apply(_ settings: Settings) {
        serving.apply(settings)
        nts.apply(settings)
        ptp.apply(settings)
        cluster.apply(settings)
        watch.apply(settings)
        broadcasts.apply(settings)
        upstreams.apply(settings)
        var rules = settings.alarmRules
        // How long the time is carried on is the timekeeping's to say, which changes with the next start.
        (rules.holdoverLongest, rules.holdoverError) = (alarmBook.rules.holdoverLongest, alarmBook.rules.holdoverError)
        alarmBook.rules = rules
        panelAlarms.alarms = settings.alarms
    }
}
