// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird

extension Route {
    /// `GET /api/v1/openapi.json`: for those who may read the status, so that nobody else learns what there is.
    static let document = Route(.get, "/api/v1/openapi.json", .topic(.status), .document) { visit in
        let site = visit.site
        let document = Document(routes: site.routes, open: site.settings.open, isSecure: visit.caller.isSecure)
        return try Answer.json(document.json)
    }
}
