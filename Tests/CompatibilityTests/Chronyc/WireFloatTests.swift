// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Compatibility

/// candm.h: 2^(exponent − 25) · coefficient, 7 and 25 bits, both signed.
struct WireFloatTests {
    @Test(
        arguments: [
            (0.0, 0), (1.0, 0x0480_0000), (-1.0, 0x0580_0000), (0.5, 0x0280_0000), (1.5, 0x04C0_0000),
            (-0.25, 0x0180_0000), (1e-9, 0xC889_705F),
        ] as [(Double, UInt32)])
    func `A number has the octets that chronyd gives it`(value: Double, bits: UInt32) {
        #expect(Chronyc.WireFloat(value).bits == bits)
    }

    @Test(arguments: [1e-9, 3.14159, -123456.789, 2e-12, 4e9, -7.7e-6, 16777215.5, 0.999999999])
    func `A number comes back to within 2⁻²⁴ of itself`(value: Double) {
        let back = Chronyc.WireFloat(value).value
        #expect(abs(back - value) <= abs(value) * 0x1p-24)
    }

    @Test func `What no octets can say is said as the nearest that they can`() {
        #expect(Chronyc.WireFloat(.nan).bits == 0)
        #expect(Chronyc.WireFloat(.infinity).bits == 0x7EFF_FFFF)
        #expect(Chronyc.WireFloat(1e300).bits == 0x7EFF_FFFF)
        #expect(Chronyc.WireFloat(-.infinity).bits == 0x7F00_0000)
        #expect(Chronyc.WireFloat(-1e300).bits == 0x7F00_0000)
        #expect(Chronyc.WireFloat(1e-300).value == 0)
        #expect(Chronyc.WireFloat(.leastNonzeroMagnitude).value == 0)
        #expect(abs(Chronyc.WireFloat(1e-25).value - 1e-25) < 1e-26)
    }

    @Test func `Any number can be told and read without a trap`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100_000 {
            let value = Double(bitPattern: generator.next())
            let back = Chronyc.WireFloat(value).value
            #expect(back.isFinite)
            if value.isFinite, abs(value) > 1e-18, abs(value) < 1e18 {
                #expect(abs(back - value) <= abs(value) * 0x1p-23)
            }
        }
    }
}
