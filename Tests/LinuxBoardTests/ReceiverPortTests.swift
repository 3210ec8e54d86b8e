// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Glibc
import Testing
import TimeBase

@testable import LinuxBoard

/// What a board made of a port says, without its ticks and pulses.
final class Listener {
    private let board: LinuxTimingBoard

    init(_ path: String) throws {
        board = LinuxTimingBoard(
            receiver: ReceiverLine(.init(path: path, baud: 9600, configures: false)), pulse: NoPulse(),
            showing: TAIInstant(sinceEpoch: .zero))
    }

    /// The next thing that the port has to say; `nil` if it keeps still for a minute.
    func next(within patience: Duration = .seconds(60)) -> TimingEvent.Kind? {
        let event = board.nextEvent(before: HostClock.now + patience)
        if case .tick = event.kind { return nil }
        return event.kind
    }

    /// Text until `count` characters have come or nothing comes for a minute.
    func text(_ count: Int) -> String {
        var heard: [UInt8] = []
        while heard.count < count, case .bytes(let chunk)? = next() {
            chunk.withBytes { span in for index in span.indices { heard.append(span[index]) } }
        }
        return String(decoding: heard, as: UTF8.self)
    }

    func hasOpened() -> Bool {
        if case .receiverOpened? = next() { return true }
        return false
    }

    func loss() -> PortFault? {
        if case .receiverLost(let fault)? = next() { return fault }
        return nil
    }
}

struct NoPulse: PulseInput {
    func nextEdge(from: MonotonicInstant, before deadline: MonotonicInstant) -> MonotonicInstant? { nil }
}

struct ReceiverPortTests {
    @Test func `what the receiver says is heard as it is, control characters and all`() throws {
        let terminal = Terminal()
        let listener = try Listener(terminal.path)
        #expect(listener.hasOpened())
        let said = "\u{3}\u{4}$GPRMC,1*00\r\n\u{11}\u{13}\u{1A}\u{7F}"
        terminal.say(said)
        #expect(listener.text(said.utf8.count) == said)
    }

    @Test func `more than a chunk comes in several`() throws {
        let terminal = Terminal()
        let listener = try Listener(terminal.path)
        #expect(listener.hasOpened())
        let said = String(repeating: "0123456789", count: 100)
        terminal.say(said)
        #expect(listener.text(1000) == said)
    }

    @Test(arguments: [4800, 9600, 115_200, 250_000, 460_800] as [UInt32])
    func `any speed can be set, standard or not`(baud: UInt32) throws {
        let terminal = Terminal()
        let descriptor = unsafe open(terminal.path, O_RDWR | O_NOCTTY)
        defer { close(descriptor) }
        #expect(clinux_serial_raw(descriptor, baud) == 0)
        #expect(clinux_serial_speed(descriptor) == Int32(baud))
    }

    @Test func `a pulled plug is told once, and a new receiver there is found`() throws {
        let link = TemporaryPath()
        let first = Terminal()
        link.link(to: first.path)
        let listener = try Listener(link.path)
        #expect(listener.hasOpened())
        // The device's name goes with the device; the kernel may give the terminal's own to another test.
        link.remove()
        first.hangUp()
        #expect(listener.loss() == .absent)
        #expect(listener.next(within: .milliseconds(900)) == nil)
        let second = Terminal()
        link.link(to: second.path)
        #expect(listener.hasOpened())
        second.say("back")
        #expect(listener.text(4) == "back")
    }

    @Test func `what is not there yet is waited for`() throws {
        let path = TemporaryPath()
        let listener = try Listener(path.path)
        #expect(listener.loss() == .absent)
        path.makeFIFO()
        #expect(listener.hasOpened())
    }

    @Test func `however long it was away, it is looked for within two seconds`() throws {
        var port = ReceiverPort(path: TemporaryPath().path, baud: 9600)
        var now = MonotonicInstant(sinceEpoch: .zero)
        for _ in 0..<20 {
            _ = port.open(at: now)
            let next = port.attempt
            let attempt = try #require(next)
            #expect(attempt > now && attempt - now <= .seconds(2))
            now = attempt
        }
    }

    @Test func `a folder is no receiver, and a program that says so goes on`() throws {
        let listener = try Listener("/tmp")
        #expect(listener.loss() == .failed)
    }

    @Test func `a FIFO outlives its writers`() throws {
        let path = TemporaryPath()
        path.makeFIFO()
        let listener = try Listener(path.path)
        #expect(listener.hasOpened())
        for said in ["one", "two"] {
            path.write(said)
            #expect(listener.text(3) == said)
        }
        #expect(listener.next(within: .milliseconds(100)) == nil)
    }

    @Test func `a file is read to its end, which is no fault and costs no processor time`() throws {
        let path = TemporaryPath()
        path.write("capture")
        let listener = try Listener(path.path)
        #expect(listener.hasOpened())
        #expect(listener.text(7) == "capture")
        let before = threadTime()
        #expect(listener.next(within: .milliseconds(300)) == nil)
        #expect(threadTime() - before < 0.1)
    }

    /// Seconds that the processor has spent on this thread.
    private func threadTime() -> Double {
        var spent = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent)
        return Double(spent.tv_sec) + Double(spent.tv_nsec) * 1e-9
    }

    @Test(arguments: [(ENOENT, PortFault.absent), (ENODEV, .absent), (EACCES, .denied), (EBUSY, .busy), (EIO, .failed)])
    func `the kernel's errors are told by what can be done`(number: Int32, fault: PortFault) {
        #expect(PortFault(errno: number) == fault)
    }
}
