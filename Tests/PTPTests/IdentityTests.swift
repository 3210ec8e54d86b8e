// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing

@Suite struct IdentityTests {
    @Test func `a clock is named by its interface's address and printed as linuxptp prints it`() {
        let identity = ClockIdentity(ofInterface: 0x001B_21A1_B2C3)
        #expect(identity.raw == 0x001B_21FF_FEA1_B2C3)
        #expect("\(PortIdentity(clock: identity, number: 1))" == "001b21.fffe.a1b2c3-1")
    }

    @Test(
        arguments: [
            (Duration.nanoseconds(1), 65_536), (.nanoseconds(-1), -65_536), (.zero, 0),
            (.milliseconds(1), 65_536_000_000),
            (Duration(attoseconds: 8_000), 1), (Duration(attoseconds: -8_000), -1), (Duration(attoseconds: 7_000), 0),
        ] as [(Duration, Int64)]) func `a time interval counts 2 to the −16 ns`(duration: Duration, scaled: Int64)
    {
        #expect(TimeInterval(duration).scaledNanoseconds == scaled)
        #expect(TimeInterval(TimeInterval(duration).duration) == TimeInterval(duration))
    }

    @Test func `what is too long to be told becomes the longest`() {
        #expect(TimeInterval(.seconds(1_000_000)).scaledNanoseconds == .max)
        #expect(TimeInterval(.seconds(-1_000_000)).scaledNanoseconds == .min)
        #expect((TimeInterval(scaledNanoseconds: .max) + TimeInterval(.nanoseconds(1))).scaledNanoseconds == .max)
        #expect((TimeInterval(scaledNanoseconds: .min) - TimeInterval(.nanoseconds(1))).scaledNanoseconds == .min)
    }
}
