// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Notices

extension Route {
    /// `POST /api/v1/channels/NAME/test`: tells by one channel at once that this is a test, and says what came of it; the
    /// front panel's relay and lamp are turned over for two seconds.
    static func testing(_ house: House) -> Route {
        Route(.post, "/api/v1/channels/{name}/test", .operating, .testChannel) { visit in
            let name = try visit.part("name")
            guard let result = await house.test(channel: name) else {
                throw HTTPError(.notFound, message: "there is no channel '\(name)'")
            }
            return try Answer.json(TestReport(delivered: result.isDelivered, text: result.sentence))
        }
    }

    private struct TestReport: Encodable {
        var delivered: Bool
        var text: String
    }
}
