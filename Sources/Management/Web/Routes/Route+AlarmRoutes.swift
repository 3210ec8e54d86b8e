// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird

extension Route {
    /// `POST /api/v1/config/routes`: what the configuration would say if alarms went other ways. Changes nothing; the text
    /// is to be sent by `PUT /api/v1/config`.
    static func alarmRoutes(_ store: SettingsStore) -> Route {
        Route(.post, "/api/v1/config/routes", .admin, .alarmRoutes) { visit in
            let wish = try await visit.wish(RoutesWish.self)
            let routes = AlarmRoutes(byAlarm: wish.alarms ?? [:], byDefault: wish.default)
            let routed: RoutedText
            do throws(RouteRefusal) { routed = try store.text(with: routes, at: visit.settingsMoment) } catch {
                throw HTTPError(error == .cannot ? .conflict : .unprocessableContent, message: "\(error)")
            }
            return try Answer.json(RoutesReport(routed))
        }
    }

    private struct RoutesWish: Decodable {
        /// The channels of alarms that have no list of their own; `null`: all.
        var `default`: [String]?
        /// By the alarm's id; empty: told to nobody.
        var alarms: [String: [String]]?
    }

    private struct RoutesReport: Encodable {
        /// The whole configuration.
        var text: String
        /// The version that it was made from, for `If-Match`.
        var version: Int
        var changes: [SettingsChange]
        /// Comments stood in what is written anew, and go.
        var losesComments: Bool

        init(_ routed: RoutedText) {
            (text, version) = (routed.text, routed.version)
            (changes, losesComments) = (routed.check.changes, routed.losesComments)
        }
    }
}
