// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird

extension Route {
    /// That somebody has seen an alarm, and who asks for the time.
    static let house = [
        Route(.post, "/api/v1/alarms/{name}/acknowledge", .operating, .acknowledge) { visit in
            let name = try visit.part("name")
            do throws(CommandRefusal) {
                try visit.site.view.acknowledge(alarm: name, by: visit.principal?.who ?? "nobody")
            } catch {
                throw HTTPError(error.kind == .usage ? .notFound : .conflict, message: error.reason)
            }
            return try Answer.json(DoneReport(done: "acknowledge \(name)"))
        },
        Route(.get, "/api/v1/clients", .viewer, .clients) { visit in
            try Answer.json(visit.site.view.clients(of: nil))
        },
    ]
}
