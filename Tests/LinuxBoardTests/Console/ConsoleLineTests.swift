// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Testing

@testable import LinuxBoard

struct ConsoleLineTests {
    @Test func `a line is this program's alone, until it is closed`() throws {
        let terminal = Terminal()
        let line = try ConsoleLine.open(terminal.path, baud: 9600)
        #expect(throws: PortFault.busy) { try ConsoleLine.open(terminal.path, baud: 9600) }
        #expect(clinux_serial_speed(line) == 9600)
        #expect(ConsoleLine.waiting(line) == 0)
        #expect(ConsoleLine.hasCarrier(line) == nil)
        ConsoleLine.discardOutput(line)
        ConsoleLine.close(line)
        ConsoleLine.close(try ConsoleLine.open(terminal.path, baud: 115_200))
        terminal.hangUp()
    }

    @Test func `a receiver's port is not taken from it`() throws {
        let terminal = Terminal()
        var port = ReceiverPort(path: terminal.path, baud: 9600)
        guard case .receiverOpened? = port.open(at: HostClock.now) else {
            Issue.record("the port does not open")
            return
        }
        #expect(throws: PortFault.busy) { try ConsoleLine.open(terminal.path, baud: 9600) }
        terminal.hangUp()
    }

    @Test func `what is no line, or is not there, is told so`() {
        let file = TemporaryPath()
        #expect(throws: PortFault.absent) { try ConsoleLine.open(file.path, baud: 9600) }
        file.write("text")
        #expect(throws: PortFault.self) { try ConsoleLine.open(file.path, baud: 9600) }
        for fault in PortFault.allCases { #expect(!fault.consoleReason.isEmpty) }
    }
}
