// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct LatenessWatchTests {
    @Test func `what is refused in a storm of late edges is left out`() {
        var watch = LatenessWatch()
        for _ in 0..<100 {
            let isIgnored = watch.mayIgnore(.refused, 80e-6)
            #expect(isIgnored)
        }
        let isIgnored = watch.mayIgnore(.believed, 1e-9)
        #expect(!isIgnored)
    }

    @Test func `where early edges are refused as well, nothing is left out`() {
        var watch = LatenessWatch()
        for i in 0..<100 {
            let isIgnored = watch.mayIgnore(.refused, i % 3 == 0 ? -1e-6 : 1e-6)
            #expect(!isIgnored)
        }
    }
}
