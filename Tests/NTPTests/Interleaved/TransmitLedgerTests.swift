// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct TransmitLedgerTests {
    @Test func `each number gives the reply that was sent under it, once`() {
        var ledger = TransmitLedger(capacity: 8)
        for index: UInt64 in 0..<5 { ledger.note(NTPTimestamp(raw: 100 + index), written: NTPTimestamp(raw: 200 + index)) }
        let order: [UInt32] = [2, 0, 4, 2, 1, 5, 3]
        #expect(order.map { ledger.take($0)?.receive.raw } == [102, 100, 104, nil, 101, nil, 103])
    }

    @Test func `what is too old is forgotten, across the end of the count too`() {
        var ledger = TransmitLedger(capacity: 7)
        ledger.restart(at: .max - 3)
        for index: UInt64 in 0..<12 { ledger.note(NTPTimestamp(raw: 100 + index), written: NTPTimestamp(raw: 200 + index)) }
        #expect(ledger.take(.max - 3) == nil && ledger.take(.max) == nil)
        #expect(ledger.take(0)?.receive.raw == 104 && ledger.take(7)?.receive.raw == 111)
        #expect(ledger.take(8) == nil && ledger.take(4_000_000) == nil)
        ledger.restart()
        #expect(ledger.take(5) == nil && ledger.take(.max) == nil)
    }

    @Test func `the card may speak after the kernel, once, with what was written`() {
        var ledger = TransmitLedger(capacity: 8)
        ledger.note(NTPTimestamp(raw: 100), written: NTPTimestamp(raw: 130))
        #expect(ledger.take(0)?.written.raw == 130 && ledger.take(0) == nil)
        #expect(ledger.take(0, isByCard: true)?.receive.raw == 100)
        #expect(ledger.take(0, isByCard: true) == nil && ledger.take(0) == nil)
    }

    @Test func `after a step nothing before it is known, and the count goes on`() {
        var ledger = TransmitLedger(capacity: 8)
        ledger.note(NTPTimestamp(raw: 100), written: NTPTimestamp(raw: 130))
        ledger.forgetAll()
        ledger.note(NTPTimestamp(raw: 101), written: NTPTimestamp(raw: 131))
        #expect(ledger.take(0) == nil && ledger.take(1)?.receive.raw == 101)
    }
}
