// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird

extension Route {
    /// What people look at, and what it loads.
    static func pages(of source: any PageSource) -> [Route] {
        let pages = source.pages.map { entry in
            Route(.get, entry.path, entry.access, isPage: true) { visit in
                let asked = PageVisit(
                    principal: visit.principal, csrf: visit.principal?.csrf, query: visit.query,
                    isNew: visit.site.gate.book?.isNew ?? false)
                return Answer.file(try await source.page(at: entry.path, for: asked))
            }
        }
        let files = Route(.get, "/static/{name}", .open) { visit in
            guard let file = source.file(named: try visit.part("name")) else { throw HTTPError(.notFound) }
            return visit.unlessKnown(file)
        }
        return pages + [files]
    }
}

extension Visit {
    /// A browser that has it already is told so (RFC 9110, 13.1.2).
    fileprivate func unlessKnown(_ file: PageFile) -> Response {
        guard let tag = file.tag else { return Answer.file(file) }
        var answer = request.headers[.ifNoneMatch] == tag ? Response(status: .notModified) : Answer.file(file)
        answer.headers[.eTag] = tag
        answer.headers[.cacheControl] = "no-cache"
        return answer
    }
}
