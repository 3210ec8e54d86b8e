// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LinuxBoard

@Suite struct `What a process may do` {
    @Test func `is read from its status`() {
        let none = Privileges(status: "Name:\tx\nCapEff:\t0000000000000000\n")
        #expect(none.missing == Privileges.Capability.allCases)
        let some = Privileges(status: "Name:\tx\nCapInh:\t0\nCapEff:\t0000000002000400\nCapBnd:\tffff\n")
        #expect(some.has(.sysTime))
        #expect(some.has(.netBindService))
        #expect(some.missing == [.netAdmin, .netRaw, .ipcLock, .sysNice])
    }

    @Test(arguments: ["", "CapEff:", "CapEff:\tzz\n"])
    func `is nothing where that cannot be read`(_ status: String) {
        #expect(Privileges(status: status).effective == 0)
    }

    @Test func `is named with what it costs`() {
        for capability in Privileges.Capability.allCases {
            #expect(capability.name.hasPrefix("CAP_"))
            #expect(capability.cost.hasSuffix("."))
        }
    }
}
