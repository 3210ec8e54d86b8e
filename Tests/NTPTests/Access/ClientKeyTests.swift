// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct ClientKeyTests {
    private let secret = HashSecret(0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)

    @Test func `SipHash has its authors' value for eight octets`() {
        #expect(secret.hash(0x0706_0504_0302_0100) == 0x93F5_F579_9A93_2462)
    }

    @Test func `IPv6 is told apart by 64 bits, IPv4 by all`() {
        let net: UInt128 = 0x2001_0DB8_0000_0001 << 64
        #expect(ClientKey(net | 1, secret: secret) == ClientKey(net | UInt128(UInt64.max), secret: secret))
        #expect(ClientKey(net, secret: secret) != ClientKey(net + 1 << 64, secret: secret))
        let v4: UInt128 = 0xFFFF_C000_0201
        #expect(ClientKey(v4, secret: secret) != ClientKey(v4 + 1, secret: secret))
        #expect(ClientKey(v4, secret: secret).network == 0xFFFF_FFFF_C000_0201)
        #expect(ClientKey(v4, secret: secret) != ClientKey(0xC000_0201, secret: secret))
    }

    @Test func `another secret is another hash`() {
        #expect(HashSecret(1, 2).hash(3) != HashSecret(1, 4).hash(3))
        #expect(HashSecret(1, 2).hash(3) != HashSecret(5, 2).hash(3))
    }
}
