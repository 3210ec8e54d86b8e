// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

struct StampSettingsTests {
    @Test func `cards stamp where they can, and no experiment is made, unless it is said`() throws {
        let plain = try settings("").ntp
        #expect(plain.timestamps == .auto && plain.experimental.isEmpty)
        let said = try settings("ntp: {timestamps: kernel, experimental: [f323]}").ntp
        #expect(said.timestamps == .kernel && said.experimental == [.f323])
    }

    @Test func `one thread serves an address unless more are asked for`() throws {
        #expect(try settings("").ntp.workers == 1 && settings("ntp: {workers: 4}").ntp.workers == 4)
    }

    @Test(arguments: [
        ("ntp: {workers: 0}", "1:16: ntp.workers: '0' must be"), ("ntp: {workers: 17}", "ntp.workers: '17' must be"),
        ("ntp: {timestamps: software}", "1:19: ntp.timestamps: 'software' must be one of auto, hardware, kernel"),
        ("ntp: {experimental: [f324]}", "ntp.experimental[0]: 'f324' must be"),
        ("ntp: {experimental: f323}", "1:21: ntp.experimental: must be a list"),
    ])
    func `what cannot be is refused`(text: String, complaint: String) {
        #expect {
            try settings(text)
        } throws: {
            "\($0)".contains(complaint)
        }
    }
}
