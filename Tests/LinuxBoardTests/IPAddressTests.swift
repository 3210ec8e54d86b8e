// SPDX-License-Identifier: Apache-2.0

import Board
import Testing

struct IPAddressTests {
    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0"), ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
        ("::1", "::1"), ("2001:DB8::1", "2001:db8::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"), ("fe80::", "fe80::"),
        ("::ffff:10.0.0.1", "10.0.0.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ])
    func `an address is read, and written as RFC 5952 has it`(text: String, written: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == written)
        #expect(IPAddress(written) == address)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "+1.2.3.4", "1.2.3.4 ", ":", ":::", "1::2::3",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "12345::", "g::", "::1.2.3", "1.2.3.4::", "localhost",
        "fe80::1%eth0", "::+1", "-1::",
    ])
    func `what is no address is refused`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.1:123", "10.0.0.1:123"), ("[::]:123", "[::]:123"), ("[2001:db8::7]:0", "[2001:db8::7]:0"),
    ])
    func `an endpoint is read and written`(text: String, written: String) {
        #expect(IPEndpoint(text)?.description == written)
    }

    @Test(arguments: [
        "10.0.0.1", "::1:123", "[10.0.0.1]:123", "[::1]", "[]:1", "10.0.0.1:65536", "10.0.0.1:+1", ":123",
    ])
    func `what is no endpoint is refused`(text: String) {
        #expect(IPEndpoint(text) == nil)
    }

    @Test func `IPv4 is a part of IPv6`() {
        #expect(IPAddress(v4: 0x0A00_0001).number == 0xFFFF_0A00_0001)
        #expect(IPAddress.loopbackV4.isV4 && !IPAddress.loopbackV6.isV4)
        #expect(IPAddress.anyV4.isUnspecified && IPAddress.anyV6.isUnspecified && !IPAddress.loopbackV6.isUnspecified)
    }
}
