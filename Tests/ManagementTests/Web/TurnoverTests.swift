// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Management

@Suite struct `What connections leave behind` {
    @Test func `is given back once there is enough of it, and not all the time`() {
        let began = NIODeadline.uptimeNanoseconds(0)
        var turnover = Turnover(now: began)
        for _ in 0..<99 { turnover.note() }
        #expect(!turnover.isDue(at: began + .seconds(60)))
        turnover.note()
        #expect(!turnover.isDue(at: began + .seconds(9)))
        #expect(turnover.isDue(at: began + .seconds(10)))
        #expect(!turnover.isDue(at: began + .seconds(19)))
        #expect(turnover.isDue(at: began + .seconds(20)), "once more, for those who were still going")
        #expect(!turnover.isDue(at: began + .seconds(60)))
        for _ in 0..<100 { turnover.note() }
        #expect(turnover.isDue(at: began + .seconds(60)))
    }
}
