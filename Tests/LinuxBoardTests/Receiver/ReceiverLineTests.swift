// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import GNSS
import Glibc
import SimulatedUBlox
import Testing
import TimeBase

@testable import LinuxBoard

/// A simulated receiver at the master of a pseudo-terminal, and a line at its other end, both served by one thread.
final class Bench {
    private let master: Int32
    let path: String
    var line: ReceiverLine
    var receiver: SimulatedUBlox
    private(set) var heard: [UInt8] = []
    private(set) var written: [UInt8] = []
    private(set) var hasOpened = false
    private(set) var lost: PortFault?

    /// The speed that it is understood at; `nil`: at any.
    private let speed: UInt32?

    init(_ receiver: SimulatedUBlox, at speed: UInt32? = nil, _ change: (inout ReceiverLineSettings) -> Void = { _ in })
    {
        var name = [CChar](repeating: 0, count: 64)
        master = unsafe clinux_pseudo_terminal(&name, name.count)
        precondition(master >= 0)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        var settings = ReceiverLineSettings(path: path)
        change(&settings)
        line = ReceiverLine(settings, taking: speed == nil ? nil : .uart)
        self.speed = speed
        self.receiver = receiver
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
    }

    deinit { hangUp() }

    func hangUp() { _ = close(master) }

    /// Whether it has lost its supply, its line has not.
    var isMute = false

    /// At another speed bytes come out as something else, and fewer.
    func say(_ bytes: [UInt8]) {
        if isMute { return }
        let said = isInTune ? bytes : bytes.enumerated().filter { $0.offset % 3 == 0 }.map { $0.element ^ 0xA5 }
        _ = unsafe write(master, said, said.count)
    }

    private var isInTune: Bool {
        guard let speed else { return true }
        return clinux_serial_speed(master) == Int32(speed)
    }

    /// How far the line's time is ahead of the host's.
    var ahead: Duration = .zero
    private var now: MonotonicInstant { HostClock.now + ahead }

    /// Serves both ends until it is so, for ten seconds at most. The receiver speaks ten times a second.
    func serve(for patience: Duration = .seconds(60), until isSo: (borrowing ReceiverLine) -> Bool) -> Bool {
        let end = HostClock.now + patience
        var speech = HostClock.now
        while HostClock.now < end {
            if isSo(line) { return true }
            if HostClock.now >= speech {
                if hasOpened { say(receiver.speak()) }
                speech = HostClock.now + .milliseconds(100)
            }
            answer()
            serveLine()
            usleep(500)
        }
        return isSo(line)
    }

    private func answer() {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = unsafe Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return }
        written += buffer.prefix(count)
        if isInTune { say(receiver.hear(Array(buffer.prefix(count)))) }
    }

    private func serveLine() {
        let now = now
        if let attempt = line.attempt, attempt <= now { take(line.open(at: now)) }
        while let kind = line.read(at: self.now) { take(kind) }
    }

    private func take(_ kind: TimingEvent.Kind?) {
        switch kind {
        case .receiverOpened: hasOpened = true
        case .receiverLost(let fault): lost = fault
        case .bytes(let chunk): chunk.withBytes { span in for index in span.indices { heard.append(span[index]) } }
        default: break
        }
    }
}

struct ReceiverLineTests {
    @Test(arguments: [SimulatedUBlox.Model.six, .m8t, .f9t])
    func `a u-blox at the other end is understood, configured, and remembered`(model: SimulatedUBlox.Model) throws {
        let bench = Bench(SimulatedUBlox(model))
        #expect(bench.serve { $0.news.latest.report != nil })
        let state = bench.line.news.latest
        let report = try #require(state.report)
        #expect(bench.hasOpened && report.outcome == .done)
        #expect(report.identity == nil || report.identity?.hardware == model.version.hwVersion.text)
        #expect(state.finding?.speed == 0 && state.memory?.firmware == model.version.swVersion.text)
        #expect(!bench.receiver.taken.isEmpty)
    }

    @Test(arguments: [9600, 38_400, 57_600] as [UInt32])
    func `the speed is found, and what fits on the line is asked for`(speed: UInt32) throws {
        let bench = Bench(SimulatedUBlox(.f9t), at: speed)
        #expect(bench.serve { $0.news.latest.report != nil })
        let state = bench.line.news.latest
        #expect(state.finding?.speed == speed && state.report?.outcome == .done && state.memory?.baud == speed)
        // NAV-SAT on the first UART.
        #expect(bench.receiver.values[0x2091_0016] == (speed == 9600 ? 5 : 1))
    }

    @Test func `the speed of the receiver that was there last is tried first`() {
        let memory = ReceiverMemory(key: "1", name: "", firmware: "", baud: 57_600, settled: [], refused: [])
        let bench = Bench(SimulatedUBlox(.m8), at: 57_600) { $0.memories = [memory] }
        #expect(bench.serve { $0.news.latest.listeningAt != nil })
        #expect(bench.line.news.latest.listeningAt == 57_600)
        #expect(bench.serve { $0.news.latest.finding?.speed == 57_600 })
    }

    @Test func `what the receiver says is passed on unchanged`() {
        var receiver = SimulatedUBlox(.m8, manner: .deaf)
        receiver.port.outProtoMask = 3
        let bench = Bench(receiver)
        #expect(bench.serve { _ in bench.heard.count > 100 })
        #expect(
            String(decoding: bench.heard, as: UTF8.self).hasPrefix("$GPZDA,172237.00,01,12,2017,00,00*62\r\n$GPZDA"))
    }

    @Test func `where nothing is to be configured nothing is written`() {
        let bench = Bench(SimulatedUBlox(.m8)) { $0.configures = false }
        #expect(bench.serve { $0.news.latest.finding != nil })
        _ = bench.serve(for: .milliseconds(300)) { _ in false }
        #expect(bench.written.isEmpty && bench.line.news.latest.report == nil)
    }

    @Test func `a dry run asks and changes nothing`() {
        let bench = Bench(SimulatedUBlox(.f9t)) { $0.options.isDryRun = true }
        #expect(bench.serve { $0.news.latest.report != nil })
        #expect(bench.receiver.taken.isEmpty && !bench.written.isEmpty)
        #expect((bench.line.news.latest.report?.count { $0 == .wouldSet } ?? 0) > 5)
    }

    @Test(arguments: [SimulatedUBlox.Model.m8t, .f9t])
    func `the systems that are wished for are used, and this is remembered`(model: SimulatedUBlox.Model) {
        let bench = Bench(SimulatedUBlox(model)) { $0.options.constellations = [.gps, .galileo] }
        #expect(bench.serve { $0.news.latest.report != nil })
        #expect(bench.receiver.systemsInUse == [.gps, .qzss, .galileo])
        let settled = bench.line.news.latest.memory?.settled ?? []
        #expect(settled.contains { $0.hasPrefix(model.hasKeys ? "CFG-SIGNAL: " : "CFG-GNSS: GPS, Galileo, QZSS") })
    }

    @Test func `a receiver that is no u-blox is used as it is`() {
        let bench = Bench(SimulatedUBlox(.m8, manner: .deaf))
        #expect(bench.serve { $0.news.latest.report != nil })
        #expect(bench.line.news.latest.report?.outcome == .noUBlox)
        #expect(bench.line.news.latest.finding?.text == "NMEA")
    }

    @Test func `a pulled plug ends it, and is told`() {
        let bench = Bench(SimulatedUBlox(.m8))
        #expect(bench.serve { $0.news.latest.finding != nil })
        bench.hangUp()
        #expect(bench.serve { _ in bench.lost != nil })
        #expect(bench.lost == .absent && bench.line.news.latest.listeningAt == nil)
        #expect(bench.line.descriptor < 0)
    }

    @Test func `a receiver that lost its settings with its power is told again, a minute later at the soonest`() {
        let bench = Bench(SimulatedUBlox(.f9t))
        #expect(bench.serve { $0.news.latest.report != nil })
        let edition = bench.line.news.latest.edition
        bench.ahead = .seconds(6)
        _ = bench.serve(for: .milliseconds(300)) { _ in false }
        bench.receiver = SimulatedUBlox(.f9t)
        _ = bench.serve(for: .milliseconds(600)) { _ in false }
        #expect(bench.receiver.taken.isEmpty)
        bench.ahead = .seconds(61)
        #expect(bench.serve { $0.news.latest.edition > edition && !bench.receiver.taken.isEmpty })
        #expect(bench.serve { _ in bench.receiver.values[0x1074_0002] == 0 })
    }

    @Test func `a receiver that comes back under another name is taken up within a second`() throws {
        let whereabouts = try ReceiverWhereabouts("/nowhere/at/all")
        let bench = Bench(SimulatedUBlox(.m8)) { $0.whereabouts = whereabouts }
        // Long enough for the attempts to have become rare.
        bench.ahead = .seconds(40)
        #expect(!bench.serve(for: .milliseconds(1500)) { _ in bench.hasOpened } && bench.lost == .absent)
        whereabouts.move(to: nil)
        whereabouts.move(to: bench.path)
        #expect(bench.serve { _ in bench.hasOpened })
        #expect(bench.serve { $0.news.latest.report != nil })
    }

    @Test func `what was not understood for twelve seconds on a line without a speed is told, and left for another`()
        throws
    {
        let silent = Terminal()
        let whereabouts = try ReceiverWhereabouts(silent.path)
        let bench = Bench(SimulatedUBlox(.m8)) { $0.whereabouts = whereabouts }
        #expect(bench.serve { $0.news.latest.listeningAt != nil })
        bench.ahead = .seconds(11)
        _ = bench.serve(for: .milliseconds(100)) { _ in false }
        #expect(bench.line.news.latest.vain == nil)
        bench.ahead = .seconds(16)
        #expect(bench.serve { $0.news.latest.vain == .init(path: silent.path, rounds: 1) })
        // The only one there is: it is tried on, without an interruption.
        whereabouts.move(to: silent.path)
        bench.ahead = .seconds(30)
        #expect(bench.serve { $0.news.latest.vain?.rounds == 2 } && bench.lost == nil)
        whereabouts.move(to: bench.path)
        bench.ahead = .seconds(34)
        #expect(bench.serve { $0.news.latest.report != nil })
        #expect(bench.lost == .absent && bench.line.news.latest.vain == nil)
    }

    @Test func `where every speed was tried in vain, that is told`() {
        let bench = Bench(SimulatedUBlox(.m8), at: 31_250)
        #expect(bench.serve { $0.news.latest.listeningAt != nil })
        for speed in 1...SpeedSearch.likely.count {
            #expect(bench.line.news.latest.vain == nil)
            bench.ahead += .seconds(2)
            let next = SpeedSearch.likely[speed % SpeedSearch.likely.count]
            #expect(bench.serve { $0.news.latest.listeningAt == next })
        }
        #expect(bench.line.news.latest.vain == .init(path: bench.path, rounds: 1))
    }

    @Test func `a receiver that was understood and falls silent is not given up`() {
        let bench = Bench(SimulatedUBlox(.m8), at: 9600)
        #expect(bench.serve { $0.news.latest.report != nil })
        bench.isMute = true
        for _ in 0..<40 {
            bench.ahead += .seconds(4)
            _ = bench.serve(for: .milliseconds(5)) { _ in false }
        }
        #expect(bench.line.news.latest.vain == nil && bench.lost == nil)
    }

    @Test func `while all is well there is little to do`() {
        let bench = Bench(SimulatedUBlox(.m8))
        #expect(bench.serve { $0.news.latest.report != nil })
        _ = bench.serve(for: .milliseconds(200)) { _ in false }
        let wait = bench.line.attempt.map { $0 - HostClock.now }
        #expect((wait ?? .zero) > .seconds(1))
    }
}

struct SerialTests {
    /// The slave of a new pseudo-terminal, and a port on it.
    private func terminal() -> Terminal { Terminal() }

    @Test func `a port that is open is nobody else's`() {
        let terminal = terminal()
        var first = ReceiverPort(path: terminal.path, baud: 9600)
        var second = ReceiverPort(path: terminal.path, baud: 115_200)
        guard case .receiverOpened? = first.open(at: HostClock.now) else {
            Issue.record("it did not open")
            return
        }
        guard case .receiverLost(.busy)? = second.open(at: HostClock.now) else {
            Issue.record("it was opened twice")
            return
        }
        let speed = clinux_serial_speed(first.descriptor)
        #expect(speed == 9600)
    }

    @Test(arguments: [false, true])
    func `a port that carries the pulse too may be opened again for it`(carriesPulse: Bool) {
        let terminal = terminal()
        var port = ReceiverPort(path: terminal.path, baud: 9600, isShared: carriesPulse)
        _ = port.open(at: HostClock.now)
        let isExclusive = clinux_serial_is_exclusive(port.descriptor)
        #expect(isExclusive == (carriesPulse ? 0 : 1))
    }

    @Test(arguments: [300, 4800, 250_000, 921_600, 31_250, 9601, 4_000_000] as [UInt32])
    func `the speed changes while it is open`(speed: UInt32) {
        let terminal = terminal()
        var port = ReceiverPort(path: terminal.path, baud: 9600)
        _ = port.open(at: HostClock.now)
        port.setSpeed(speed)
        let (told, set) = (port.baud, clinux_serial_speed(port.descriptor))
        #expect(told == speed && set == Int32(speed))
    }

    @Test func `writing waits for nobody and has a limit`() {
        let terminal = terminal()
        var port = ReceiverPort(path: terminal.path, baud: 9600)
        let early = port.write([1])
        #expect(!early)
        _ = port.open(at: HostClock.now)
        var taken = 0
        while taken < 1_000_000, port.write([UInt8](repeating: 0x55, count: 1000)) { taken += 1000 }
        let waits = port.hasOutput
        #expect(taken < 1_000_000 && waits)
        port.setSpeed(115_200)
        let isFree = !port.hasOutput
        let late = port.write([1])
        #expect(isFree && late)
    }

    @Test func `kinds of ports are told apart`() {
        let terminal = terminal()
        var port = ReceiverPort(path: terminal.path, baud: 9600)
        _ = port.open(at: HostClock.now)
        let pseudo = port.kind
        #expect(pseudo == .pseudo)
        let fifo = TemporaryPath()
        fifo.makeFIFO()
        var stream = ReceiverPort(path: fifo.path, baud: 9600)
        _ = stream.open(at: HostClock.now)
        let kind = stream.kind
        let wasWritten = stream.write([1])
        #expect(kind == .stream && !wasWritten, "what is written to a FIFO would come back")
    }
}
