// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

@Suite struct ReferenceIDTests {
    @Test func `an IPv4 address is its own name`() {
        #expect(ReferenceID.code(ofAddress: 0xFFFF_C000_0201) == 0xC000_0201)
        #expect(ReferenceID.text(of: 0xC000_0201, stratum: 2) == "192.0.2.1")
    }

    @Test func `an IPv6 address is named by its hash`() {
        // printf '\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01' | md5sum
        #expect(ReferenceID.code(ofAddress: 0x2001_0DB8_0000_0000_0000_0000_0000_0001) == 0x39ab_9b37)
    }

    @Test func `a primary server is named by letters`() { #expect(ReferenceID.text(of: 0x4750_5300, stratum: 1) == "GPS") }
}
