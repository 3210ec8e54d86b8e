// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird
import Operations
import Pages

extension Route {
    /// `GET /api/v1/support-bundles/NAME`: a bundle that `support-bundle` made, as `path` in its answer ends.
    static func supportBundle(in folder: String) -> Route {
        Route(.get, "/api/v1/support-bundles/{name}", .admin, .supportBundle) { visit in
            let name = try visit.part("name")
            guard let octets = BundleShelf(folder).bundle(named: name) else {
                throw HTTPError(.notFound, message: "there is no support bundle \(quoted(name))")
            }
            visit.tell("the support bundle \(name) was fetched")
            let type = name.hasSuffix(".gz") ? "application/gzip" : "application/x-tar"
            var answer = Answer.file(PageFile(type: type, bytes: octets))
            answer.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
            answer.headers[.cacheControl] = "no-store"
            return answer
        }
    }
}
