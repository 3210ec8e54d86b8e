// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import Compatibility

struct AskerBookTests {
    private let start = MonotonicInstant(sinceEpoch: .seconds(1_000))

    @Test func `An address may ask so often at once, and then so often a second`() {
        var book = Chronyc.AskerBook()
        let admitted = (0..<10_000).count { _ in book.admit(.loopbackV4, at: start) }
        #expect(admitted == 2_000)
        let later = (0..<10_000).count { _ in book.admit(.loopbackV4, at: start + .seconds(1)) }
        #expect(later == 500)
        let asked = book.asked(at: start + .seconds(3))[.loopbackV4]
        #expect(asked?.hits == 20_000 && asked?.drops == 17_500 && asked?.age == 2)
    }

    @Test func `Many addresses together may not ask much more often than one`() {
        var book = Chronyc.AskerBook()
        let admitted = (0..<100_000).count { book.admit(IPAddress(v4: UInt32($0)), at: start) }
        #expect(admitted == 4_000)
        #expect(book.asked(at: start).count <= Chronyc.AskerBook.most)
    }

    @Test func `One who floods does not keep another out`() {
        var book = Chronyc.AskerBook()
        for _ in 0..<3_000 { _ = book.admit(.loopbackV4, at: start) }
        let admitted = [IPAddress.loopbackV4, .loopbackV6, nil].map { book.admit($0, at: start) }
        #expect(admitted == [false, true, true])
    }

    @Test func `Who asks over a file has no address to be listed by`() {
        var book = Chronyc.AskerBook()
        _ = book.admit(nil, at: start)
        #expect(book.asked(at: start).isEmpty)
    }
}
