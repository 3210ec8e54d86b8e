// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Management

@Suite struct `What connections leave behind` {
    @Test func `is given back once there is enough of it, and not all the time`() {
        let began = NIODeadline.uptimeNanoseconds(0)
        var turnover = Turnover(now: began)
        func isDue(after seconds: Int64) -> Bool { turnover.isDue(at: began + .seconds(seconds)) }
        for _ in 0..<99 { turnover.note() }
        #expect(!isDue(after: 60))
        turnover.note()
        #expect(!isDue(after: 9))
        #expect(isDue(after: 10))
        #expect(!isDue(after: 19))
        #expect(isDue(after: 20), "once more, for those who were still going")
        #expect(!isDue(after: 60))
        for _ in 0..<100 { turnover.note() }
        #expect(isDue(after: 60))
    }
}
