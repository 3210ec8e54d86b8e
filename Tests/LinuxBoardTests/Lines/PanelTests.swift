// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing
import TimeBase

@testable import LinuxBoard

struct PanelTests {
    private let lines = FakeLines()
    private let lamp = LinePlace(chip: "/dev/gpiochip0", offset: 5)
    private let relay = LinePlace(chip: "/dev/gpiochip0", offset: 6)
    private let button = LinePlace(chip: "/dev/gpiochip0", offset: 7, isActiveLow: true)

    private func news(_ body: ((PanelNews) -> Void) -> Void) -> [PanelNews] {
        var told: [PanelNews] = []
        body { told.append($0) }
        return told
    }

    @Test func `a line is written only when its level changes`() {
        var panel = Panel(PanelPlan(lockLamp: lamp, alarmRelay: relay), provider: lines)
        let look = PanelLook(lock: .slow, alarm: .dark, isRelayDrawn: true)
        for time in [0, 500, 999, 1000, 1500, 2000] { panel.show(look, at: at(time)) { _ in } }
        #expect(lines.levels(of: lamp) == [true, false, true])
        #expect(lines.levels(of: relay) == [true])
        panel.show(.off, at: at(2500)) { _ in }
        #expect(lines.levels(of: relay) == [true, false])
    }

    @Test func `a fault is told once, and again after it has worked`() {
        var panel = Panel(PanelPlan(lockLamp: lamp), provider: lines)
        let look = PanelLook(lock: .steady, alarm: .dark, isRelayDrawn: true)
        let fault = PanelNews.fault(part: "lock lamp", place: lamp, .busy)
        lines.change { $0.openFault = .busy }
        #expect(news { tell in for time in 0..<20 { panel.show(look, at: at(time * 500), telling: tell) } } == [fault])
        lines.change { $0.openFault = nil }
        #expect(news { panel.show(look, at: at(60_000), telling: $0) } == [])
        #expect(lines.levels(of: lamp) == [true])
        lines.change { $0.useFault = .absent }
        let lost = PanelNews.fault(part: "lock lamp", place: lamp, .absent)
        #expect(news { panel.show(.off, at: at(61_000), telling: $0) } == [lost])
    }

    @Test func `faults read as sentences`() {
        let news = PanelNews.fault(part: "alarm relay", place: relay, .busy)
        #expect(
            news.sentence
                == "The alarm relay on line 6 of /dev/gpiochip0 cannot be used: another program or driver has it."
        )
        #expect(PanelNews.pressed(.short).sentence == nil)
    }

    @Test func `a press reaches whoever listens`() {
        var panel = Panel(PanelPlan(button: button), provider: lines)
        #expect(news { panel.listen(at: at(0), telling: $0) } == [])
        #expect(lines.state.withLock(\.bias) == .up)
        lines.change {
            $0.edges = [
                EdgeStamp(clock: .monotonic, nanoseconds: 1_000_000_000, isRising: true),
                EdgeStamp(clock: .monotonic, nanoseconds: 1_200_000_000, isRising: false),
            ]
        }
        #expect(news { panel.listen(at: at(1210), telling: $0) } == [])
        #expect(panel.attempt == at(1230))
        #expect(news { panel.listen(at: at(1230), telling: $0) } == [.pressed(.short)])
        #expect(panel.attempt == nil)
    }

    @Test func `a button's chip that goes is told once, and taken again`() {
        var panel = Panel(PanelPlan(button: button), provider: lines)
        panel.listen(at: at(0)) { _ in }
        lines.change { ($0.useFault, $0.openFault) = (.absent, .absent) }
        let gone = PanelNews.fault(part: "button", place: button, .absent)
        #expect(news { tell in for time in 1..<20 { panel.listen(at: at(time * 1000), telling: tell) } } == [gone])
        #expect(panel.descriptor == -1)
        lines.change { ($0.useFault, $0.openFault) = (nil, nil) }
        panel.listen(at: at(60_000)) { _ in }
        #expect(panel.descriptor == 77)
    }

    @Test func `a panel without parts asks for nothing`() {
        var panel = Panel(PanelPlan(), provider: lines)
        panel.show(.unknown, at: at(0)) { _ in }
        panel.listen(at: at(0)) { _ in }
        #expect(lines.opened == [])
        #expect(PanelPlan().isEmpty)
    }

    @Test func `its thread shows what is to be seen, and leaves it dark with the relay open`() throws {
        let plan = PanelPlan(lockLamp: lamp, alarmRelay: relay)
        let seen = Mutex(0)
        let look = PanelLook(lock: .steady, alarm: .dark, isRelayDrawn: true)
        let thread = try PanelThread.start(plan, provider: lines) { _ in
            seen.withLock { $0 += 1 }
            return look
        } tell: { _ in
        }
        while seen.withLock({ $0 }) < 2 { HostThread.sleep(for: .milliseconds(5)) }
        thread.stop()
        #expect(lines.levels(of: lamp) == [true, false])
        #expect(lines.levels(of: relay) == [true, false])
    }
}
