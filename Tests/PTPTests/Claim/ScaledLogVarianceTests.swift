// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import PTP

/// IEEE 1588-2019, 7.6.3.3.
struct ScaledLogVarianceTests {
    @Test(
        arguments: [
            // G.8275.1, 6.3.7: a primary reference time clock, 1.144e-15 s² (TDEV 30 ns).
            (1.144e-15, 0x4E5D),
            (1, 0x8000), (2, 0x8100), (0.5, 0x7F00), (1e-18, 0x4435), (1e-12, 0x5823),
            // The ends of what can be told.
            (0x1p-128, 0), (0x1p-129, 0), (0, 0), (-1, 0), (0x1p127, 0xFF00), (0x1p128, 0xFFFF), (.infinity, 0xFFFF),
            (.nan, 0xFFFF), (.leastNonzeroMagnitude, 0),
        ] as [(Double, UInt16)]) func `a variance is told by its logarithm`(variance: Double, code: UInt16)
    {
        #expect(ScaledLogVariance.code(variance) == code)
    }

    @Test func `what was not measured is told as unknown`() { #expect(ScaledLogVariance.code(nil) == 0xFFFF) }

    @Test func `the logarithm is the library's to a billionth`() {
        var x = 0x1p-200
        while x < 0x1p200 {
            #expect((ScaledLogVariance.binaryLogarithm(x) - log2(x)).magnitude < 1e-9)
            x *= 1.0137
        }
    }
}
