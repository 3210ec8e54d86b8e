// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Records
import StillAppliance
import Synchronization
import Testing
import TimeBase

@testable import Management

/// So many seconds after the start, by a clock that is off by `error` until it is locked.
private func snapshot(_ seconds: Int, locked: Bool = false, error: Duration = .zero) -> ApplianceSnapshot {
    var snapshot: ApplianceSnapshot = locked ? .locked : .starting
    let shown = ApplianceSnapshot.locked.clock.reading(at: snapshot.now).shown
    snapshot.now += .seconds(seconds)
    snapshot.state.asOf = snapshot.now
    (snapshot.state.utc.next, snapshot.state.utc.taiMinusUTC) = (nil, 36)
    snapshot.clock = ClockMapping(
        anchor: snapshot.now, atAnchor: ClockReading(era: locked ? 1 : 0, shown: shown + .seconds(seconds) + error),
        rate: 0)
    return snapshot
}

private let year: Duration = .seconds(365 * 86_400)
/// What the right clock shows at the start.
private let start: Int64 = 1_483_228_790_000

@Suite struct `Before the time is known` {
    @Test func `samples are held, and get their right places afterwards`() {
        var memory = RecorderMemory()
        for second in 0..<60 {
            let made = memory.samples(
                of: snapshot(second, error: .zero - year), temperature: Double(second), isTimeKnown: false)
            #expect(made.isEmpty)
        }
        let made = memory.samples(of: snapshot(60, locked: true), temperature: 60, isTimeKnown: true)
        #expect(made.map(\.utcMilliseconds) == (0...60).map { start + $0 * 1000 })
        #expect(made.map { $0.values[.temperature] } == (0...60).map { Double($0) })
        #expect(memory.samples(of: snapshot(61, locked: true), temperature: nil, isTimeKnown: true).count == 1)
    }

    @Test func `a quarter of an hour of them is kept, no more`() {
        var held = HeldSamples()
        for second in 0..<5000 { held.hold([.cn0: Double(second)], at: snapshot(second).now) }
        #expect(held.count == HeldSamples.most)
        let made = held.release(at: snapshot(5000).now, utcMilliseconds: 3_000_000_000)
        #expect(made.first?.values[.cn0] == 4100 && made.last?.utcMilliseconds == 2_999_999_000)
        #expect(held.count == 0)
        held.hold([:], at: snapshot(0).now)
        #expect(held.release(at: snapshot(5000).now, utcMilliseconds: 1).isEmpty, "none before 1970")
    }

    @Test func `the journal is written at once, and says that its times are not sure`() {
        let vouch = TimeVouch()
        let entry = JournalRecord(utcMilliseconds: 0, kind: .login, text: "Somebody came.")
        #expect(vouch.look(at: snapshot(0, error: .zero - year)) == (false, nil))
        #expect(vouch.marked(entry).text == "Somebody came. (before the time was known)")
        let (isKnown, news) = vouch.look(at: snapshot(60, locked: true))
        #expect(isKnown)
        #expect(news?.text == "The time is known from here on; our clock had been 365 days behind.")
        #expect(news?.utcMilliseconds == start + 60_000)
        #expect(vouch.marked(entry) == entry)
        #expect(vouch.look(at: snapshot(61)) == (true, nil), "what is lost later stays known, but for its drift")
        #expect(vouch.marked(entry) == entry)
    }

    @Test func `it is told where it was right all along, or ahead`() {
        let (right, ahead) = (TimeVouch(), TimeVouch())
        _ = right.look(at: snapshot(0, error: .milliseconds(300)))
        #expect(
            right.look(at: snapshot(9, locked: true)).news?.text
                == "The time is known from here on; what our clock showed before was right within a second.")
        _ = ahead.look(at: snapshot(0, error: .seconds(7200)))
        #expect(ahead.look(at: snapshot(9, locked: true)).news?.text.hasSuffix("had been 2 h ahead.") == true)
    }

    @Test func `a clock on a battery vouches from the first moment`() {
        let vouch = TimeVouch()
        var begun = snapshot(0)
        begun.isBorneOutByBattery = true
        #expect(vouch.look(at: begun) == (true, nil))
        #expect(vouch.marked(JournalRecord(utcMilliseconds: 0, kind: .system, text: "A.")).text == "A.")
    }

    @Test func `the recorder keeps to it`() async throws {
        try await withFolder { folder in
            let records = RecordStore(path: folder + "/records.sqlite")
            let moment = Mutex(snapshot(0, error: .zero - year))
            let vouch = TimeVouch()
            let written = Mutex<[String]>([])
            let recorder = Recorder(
                view: MovingAppliance { moment.withLock(\.self) }, book: AlarmBook(rules: AlarmRules()),
                records: records,
                vouch: vouch, write: { record in written.withLock { $0.append(vouch.marked(record).text) } },
                facts: { _ in AlarmFacts() }, tell: { _, _ in })
            var memory = RecorderMemory()
            await recorder.look(&memory)
            #expect(written.withLock { $0.allSatisfy { $0.hasSuffix(TimeVouch.mark) } && !$0.isEmpty })
            moment.withLock { $0 = snapshot(1, locked: true) }
            await recorder.look(&memory)
            #expect(
                written.withLock { $0.contains("The time is known from here on; our clock had been 365 days behind.") })
            #expect(await records.flush())
            let query = HistoryQuery(series: [.bound, .satellites], from: 0, to: start + 60_000, step: 86_400_000)
            let points = try await records.history(query)
            #expect(points.allSatisfy { $0.utcMilliseconds >= start - 86_400_000 } && !points.isEmpty)
            await records.close()
        }
    }
}

/// Shows what it is made to show.
private struct MovingAppliance: ApplianceView {
    let look: @Sendable () -> ApplianceSnapshot
    var snapshot: ApplianceSnapshot { look() }
    var scenes: [String] { [] }

    init(_ look: @escaping @Sendable () -> ApplianceSnapshot) { self.look = look }

    func ask(_ command: OperatorCommand) throws(CommandRefusal) {}
    func play(scene: String) throws(CommandRefusal) {}
}
