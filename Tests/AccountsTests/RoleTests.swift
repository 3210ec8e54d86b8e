// SPDX-License-Identifier: Apache-2.0

import Accounts
import Testing

@Suite struct `Roles` {
    @Test func `stand one above the other`() {
        #expect(Role.allCases == [.viewer, .operating, .admin])
        #expect(Role.allCases.sorted() == Role.allCases)
        #expect(!(Role.admin < .admin))
    }

    @Test func `are written as people say them`() {
        #expect(Role.allCases.map(\.rawValue) == ["viewer", "operator", "admin"])
    }
}
