// SPDX-License-Identifier: Apache-2.0

import Foundation
import LinuxBoard
import Testing

struct ProcessStateTests {
    /// A process as the kernel tells of it in files, beneath a folder of the test's.
    private func process(_ files: [String: String]) throws -> ProcessState {
        let root = NSTemporaryDirectory() + "gnomon-process-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        for (path, text) in files {
            let file = URL(filePath: root + "/proc/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return ProcessState(root: root)
    }

    @Test func `what the kernel counts is told in base units, whatever the program is called`() throws {
        let ticks = UInt64(sysconf(Int32(_SC_CLK_TCK)))
        let state = try process([
            "self/stat": "42 (a) S (x) S 1 42 42 0 -1 4194304 900 0 0 0 \(3 * ticks) \(ticks) 0 0 20 0 5 0 "
                + "\(10 * ticks) 123456 77 18446744073709551615 0 0\n",
            "stat": "cpu 1 2 3\nbtime 1600000000\nprocesses 9\n",
            "self/limits": "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max open files            1024                 524288               files     \n",
            "self/fd/0": "", "self/fd/1": "", "self/fd/3": "",
        ])
        #expect(state.processorSeconds == 4)
        #expect(state.startTime == 1_600_000_010)
        #expect(state.threads == 5)
        #expect(state.virtualMemory == 123_456)
        #expect(state.residentMemory == 77 * UInt64(sysconf(Int32(_SC_PAGESIZE))))
        #expect(state.openFiles == 2)
        #expect(state.mostFiles == 1024)
    }

    @Test(arguments: [
        [:], ["self/stat": "", "stat": "btime", "self/limits": "Max open files"],
        [
            "self/stat": "42 (a) S 1 2 x", "stat": "btime x\n",
            "self/limits": "Max open files unlimited unlimited files\n",
        ],
    ])
    func `what is not told is not known`(files: [String: String]) throws {
        #expect(try process(files) == process([:]))
        #expect(try process(files).processorSeconds == nil)
    }

    @Test func `this process tells all of it`() {
        let state = ProcessState()
        #expect((state.processorSeconds ?? -1) >= 0)
        #expect((state.residentMemory ?? 0) > 0 && (state.virtualMemory ?? 0) > (state.residentMemory ?? 0))
        #expect((state.openFiles ?? 0) > 0 && (state.threads ?? 0) > 0)
        #expect(abs((state.startTime ?? 0) - Date().timeIntervalSince1970) < 86_400)
    }
}
