// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records
import TimeBase

/// Looks at the appliance once a second and writes down what it sees: figures into the history, what happened into the
/// journal. It is the one that watches the alarms.
///
/// **Before the time is known** (``TimeVouch``) no row goes into the history, since rows are kept by what our clock
/// showed: a clock that begins in the wrong year would put them there. The samples of the last quarter of an hour are
/// held in memory and get their right places once the time is known; a run that never learns the time leaves no
/// history. The journal is written all along, marked.
///
/// It waits for nobody: the store takes what it is given into memory, and those who tell others of alarms have queues
/// of their own.
struct Recorder: Sendable {
    let view: any ApplianceView
    let book: AlarmBook
    let records: RecordStore
    /// Whether what our clock shows may be relied on to place things in time; shared with who else writes.
    var vouch = TimeVouch()
    /// Into the journal.
    let write: @Sendable (JournalRecord) -> Void
    /// What the alarms are to know beside the snapshot.
    let facts: @Sendable (ApplianceSnapshot) async -> AlarmFacts
    /// Who else is told of what changed.
    let tell: @Sendable ([AlarmChange], ApplianceSnapshot) async -> Void

    /// Until the task is cancelled.
    func run() async {
        var memory = RecorderMemory()
        _ = vouch.look(at: view.snapshot)
        write(.system("The program has started.", in: view.snapshot))
        var next = ContinuousClock.now
        while !Task.isCancelled {
            await look(&memory)
            next = max(next + .seconds(1), .now)
            try? await Task.sleep(until: next)
        }
        records.keep(memory.spans.end())
        write(.system("The program ends.", in: view.snapshot))
    }

    /// One look.
    func look(_ memory: inout RecorderMemory) async {
        let snapshot = view.snapshot
        let (isTimeKnown, news) = vouch.look(at: snapshot)
        if let news { write(news) }
        let facts = await facts(snapshot)
        let changes = book.watch(snapshot, facts)
        for change in changes { write(JournalRecord(change)) }
        if !changes.isEmpty { await tell(changes, snapshot) }
        if let entry = memory.news(in: snapshot) { write(entry) }
        for entry in memory.ptp.news(in: snapshot) { write(entry) }
        for entry in memory.watch.news(in: snapshot) { write(entry) }
        // What goes with the frequency is the oscillator's own warmth, where that is known.
        let warmth = snapshot.temperature ?? facts.temperature
        if let outage = memory.outages.news(in: snapshot, temperature: warmth) {
            records.keep(outage)
            if let entry = JournalRecord(outage, at: snapshot.unixMilliseconds) { write(entry) }
        }
        if isTimeKnown {
            for pair in memory.worst.news(in: snapshot) { records.keep(pair) }
            records.keep(memory.spans.news(in: snapshot))
            if let spans = memory.spans.soFar(in: snapshot) { records.hold(spans) }
        }
        for sample in memory.samples(of: snapshot, temperature: warmth, isTimeKnown: isTimeKnown) {
            records.record(sample)
        }
    }
}

/// What the last look saw, to know what is new.
struct RecorderMemory: Sendable {
    var outages = OutageWatch()
    var ptp = PTPWatch()
    var watch = ClockWatch()
    var worst = WorstPairWatch()
    var spans = WatchedSpanWatch()
    private var state: (phase: TimeState.Phase, reason: String)?
    private var held = HeldSamples()
    private var requests: (count: UInt64, at: MonotonicInstant)?

    /// A change of the state, or of its reason.
    mutating func news(in snapshot: ApplianceSnapshot) -> JournalRecord? {
        let (phase, reason) = (snapshot.state.phase, snapshot.state.reason)
        defer { state = (phase, reason.kind) }
        guard let before = state, before.phase != phase || before.reason != reason.kind else { return nil }
        let isGood = snapshot.state.isTrustworthy
        return JournalRecord(
            utcMilliseconds: snapshot.unixMilliseconds, kind: .state, severity: isGood ? .info : .warning,
            text: reason.sentence, old: before.phase == phase ? nil : before.phase.name,
            new: before.phase == phase ? nil : phase.name)
    }

    /// What is to be recorded now: nothing while the time is not known; then first what was measured meanwhile.
    mutating func samples(
        of snapshot: ApplianceSnapshot, temperature: Double?, isTimeKnown: Bool
    ) -> [HistorySample] {
        held.hold(values(of: snapshot, temperature: temperature), at: snapshot.now)
        guard isTimeKnown else { return [] }
        return held.release(at: snapshot.now, utcMilliseconds: snapshot.unixMilliseconds)
    }

    private mutating func values(of snapshot: ApplianceSnapshot, temperature: Double?) -> [Series: Double] {
        var values: [Series: Double] = [:]
        // Without a reference both are only expected.
        if snapshot.state.isMeasured {
            values[.offset] = snapshot.state.offset.realNanoseconds
            values[.frequency] = snapshot.state.frequency * 1e9
        }
        values[.bound] = snapshot.state.knownErrorBound(at: snapshot.now)?.realNanoseconds
        values[.satellites] = Double(snapshot.receiver.satellitesUsed)
        values[.cn0] = snapshot.receiver.meanCarrierToNoise
        values[.temperature] = temperature
        values[.pulseResidual] = snapshot.freshResidual?.realNanoseconds
        values[.loopLatency] = snapshot.latency.latest?.realNanoseconds
        values[.ntpRequests] = requestRate(snapshot)
        values[.watchWorst] = snapshot.watch.worst?.realNanoseconds
        return values
    }

    private mutating func requestRate(_ snapshot: ApplianceSnapshot) -> Double? {
        let (count, now) = (snapshot.ntp.received, snapshot.now)
        defer { requests = (count, now) }
        guard let before = requests, count >= before.count, now > before.at else { return nil }
        return Double(count - before.count) / (now - before.at).realSeconds
    }
}

extension Reason {
    /// Which one it is, without its figures: "noPulse".
    fileprivate var kind: String { String("\(self)".prefix { $0 != "(" }) }
}

extension ReceiverFacts {
    /// Of the satellites used, dB-Hz; `nil` where none is told.
    var meanCarrierToNoise: Double? {
        let values = satellites.filter(\.isUsed).compactMap(\.carrierToNoise)
        return values.isEmpty ? nil : Double(values.reduce(0, +)) / Double(values.count)
    }
}
