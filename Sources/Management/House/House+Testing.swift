// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Hummingbird
import Notices
import TimeBase

extension Route {
    /// `POST /api/v1/channels/NAME/test`: tells by one channel at once that this is a test, and says what came of it.
    static func testing(_ house: House) -> Route {
        Route(.post, "/api/v1/channels/{name}/test", .operating) { visit in
            let name = try visit.part("name")
            let snapshot = visit.site.view.snapshot
            let notice = Notice.test(
                of: name, id: UUID().uuidString, utcMilliseconds: snapshot.unixMilliseconds, host: Notice.thisHost,
                state: snapshot.state.reason.sentence)
            guard let result = await house.dispatcher.test(name, notice) else {
                throw HTTPError(.notFound, message: "there is no channel '\(name)' that can be tested")
            }
            return try Answer.json(TestReport(delivered: result.isDelivered, text: result.sentence))
        }
    }

    private struct TestReport: Encodable {
        var delivered: Bool
        var text: String
    }
}
