// SPDX-License-Identifier: Apache-2.0

import Appliance
import Testing
import TimeBase

struct ReachRegisterTests {
    private let start = MonotonicInstant(sinceEpoch: .seconds(100))

    private func register(heardAt seconds: [Double]) -> ReachRegister {
        var register = ReachRegister()
        for second in seconds { register.note(at: start + .realSeconds(second)) }
        return register
    }

    @Test func `who was never heard is not reached`() {
        #expect(ReachRegister().bits(at: start) == 0)
    }

    @Test func `eight seconds in a row fill it, and jitter does not matter`() {
        let register = register(heardAt: [0, 1.1, 1.9, 3, 4.2, 4.8, 6, 7, 8, 9])
        #expect(register.bits(at: start + .seconds(9)) == 0xFF)
    }

    @Test func `a second without a word leaves a gap that moves up`() {
        let register = register(heardAt: [0, 1, 3, 4])
        #expect(register.bits(at: start + .seconds(4)) == 0b11011)
    }

    @Test(arguments: [(4.4, 0b11111), (5.4, 0b11111), (5.6, 0b111110), (7.0, 0b111_1100), (12.6, 0), (1e6, 0)])
    func `who falls silent is reached less and less`(second: Double, bits: Int) {
        let register = register(heardAt: [0, 1, 2, 3, 4])
        #expect(register.bits(at: start + .realSeconds(second)) == UInt8(bits))
    }

    @Test func `several words in one second count once`() {
        let register = register(heardAt: [0, 0.2, 0.4, 1, 1.2])
        #expect(register.bits(at: start + .realSeconds(1.2)) == 0b11)
    }

    @Test func `what is withdrawn was never there`() {
        var register = register(heardAt: [0, 1, 2])
        register.note(at: start + .realSeconds(2.3))
        register.withdraw()
        register.note(at: start + .seconds(4))
        register.withdraw()
        #expect(register.bits(at: start + .seconds(2)) == 0b111)
        #expect(register.bits(at: start + .realSeconds(3.6)) == 0b1110)
    }

    @Test func `a moment before the last one changes nothing`() {
        #expect(register(heardAt: [5]).bits(at: start) == 1)
    }
}
