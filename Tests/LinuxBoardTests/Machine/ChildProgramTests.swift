// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

struct ChildProgramTests {
    @Test func `what a program writes on both of its outputs is read, and how it ended`() {
        let result = ChildProgram.run("/bin/sh", ["-c", "echo one; echo two >&2; exit 3"], limit: .seconds(60))
        #expect(result == ProgramResult(status: 3, output: "one\ntwo\n"))
        #expect(result.lastLine == "two")
    }

    @Test func `a program inherits nothing but a path`() {
        let result = ChildProgram.run("/bin/sh", ["-c", "ls /proc/self/fd | wc -l; env | sort"], limit: .seconds(60))
        // Its three, and the folder that it reads.
        #expect(result.output.hasPrefix("4\n"), "\(result.output)")
        #expect(!result.output.contains("HOME="))
    }

    @Test func `one that goes on for too long is ended, with what it has started`() {
        let result = ChildProgram.run(
            "/bin/sh", ["-c", "echo begun; sleep 1000 & sleep 1000"], limit: .milliseconds(500))
        #expect(result == ProgramResult(status: 128 + 9, output: "begun\n"))
    }

    @Test func `one that is not there is told as a shell would`() {
        let result = ChildProgram.run("/no/such/program", [], limit: .seconds(1))
        #expect(result == ProgramResult(status: 127, output: "/no/such/program: No such file or directory"))
    }

    @Test func `more than is wanted is thrown away`() {
        let result = ChildProgram.run("/bin/sh", ["-c", "yes | head -c 1000000"], limit: .seconds(60))
        #expect(result.isWell && result.output.utf8.count == ChildProgram.mostOutput)
    }
}
