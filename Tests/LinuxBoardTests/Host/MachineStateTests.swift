// SPDX-License-Identifier: Apache-2.0

import Foundation
import LinuxBoard
import Testing

struct MachineStateTests {
    /// A machine as it says of itself in files, beneath a folder of the test's.
    private func machine(_ files: [String: String]) throws -> MachineState {
        let root = NSTemporaryDirectory() + "gnomon-machine-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        for (path, text) in files {
            let file = URL(filePath: root + "/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return MachineState(root: root)
    }

    @Test func `the hottest sensor counts, and one that is not connected does not`() throws {
        let state = try machine([
            "sys/class/thermal/thermal_zone0/temp": "48312\n",
            "sys/class/thermal/cooling_device0/temp": "99000\n",
            "sys/class/hwmon/hwmon1/temp1_input": "51000\n",
            "sys/class/hwmon/hwmon1/temp2_input": "-127000\n",
            "sys/class/hwmon/hwmon1/temp1_crit": "105000\n",
        ])
        #expect(state.temperature == 51)
    }

    @Test func `memory is what programs can still get`() throws {
        let state = try machine([
            "proc/meminfo": "MemTotal:        1000 kB\nMemFree:          10 kB\nMemAvailable:     300 kB\n",
            "proc/self/statm": "5000 2000 100 1 0 900 0\n",
        ])
        #expect(state.memoryAvailable == 300 * 1024)
        #expect((state.residentMemory ?? 0) % 2000 == 0 && state.residentMemory ?? 0 > 0)
    }

    @Test func `a link is down where its interface is up without a carrier`() throws {
        let state = try machine([
            "sys/class/net/eth0/flags": "0x1003\n", "sys/class/net/eth0/carrier": "0\n",
            "sys/class/net/eth1/flags": "0x1003\n", "sys/class/net/eth1/carrier": "1\n",
            "sys/class/net/eth2/flags": "0x1002\n", "sys/class/net/eth2/carrier": "0\n",
            "sys/class/net/lo/flags": "0x9\n", "sys/class/net/lo/carrier": "1\n",
        ])
        #expect(state.linksDown == ["eth0"])
    }

    @Test(arguments: [
        [:], ["proc/meminfo": "rubbish", "proc/self/statm": "x", "sys/class/thermal/thermal_zone0/temp": ""],
    ])
    func `what is not told is not known`(files: [String: String]) throws {
        let state = try machine(files)
        #expect(state.temperature == nil && state.memoryAvailable == nil && state.residentMemory == nil)
        #expect(state.linksDown.isEmpty)
    }

    @Test func `this machine tells its memory and its disk`() throws {
        #expect((MachineState().memoryAvailable ?? 0) > 1 << 20)
        #expect((MachineState.diskFree(at: "/") ?? 0) > 0)
        #expect(MachineState.diskFree(at: "/nonexistent") == nil)
    }
}
