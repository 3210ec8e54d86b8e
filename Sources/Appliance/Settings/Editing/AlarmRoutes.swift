// SPDX-License-Identifier: Apache-2.0

/// Which alarm is told by which channel.
public struct AlarmRoutes: Hashable, Sendable {
    /// The channels, by name, of the alarms that have a list of their own; empty: told to nobody.
    public var byAlarm: [String: [String]]
    /// Those of all others; `nil`: all channels.
    public var byDefault: [String]?

    public init(byAlarm: [String: [String]], byDefault: [String]?) {
        (self.byAlarm, self.byDefault) = (byAlarm, byDefault)
    }

    public init(_ alarms: Settings.Alarms) { self.init(byAlarm: alarms.route, byDefault: alarms.defaultRoute) }

    /// Lists by key as `alarms.route` has them.
    var lists: [String: [String]] {
        var lists = byAlarm
        lists["default"] = byDefault
        return lists
    }

    /// `default` first, then the alarms in their usual order.
    static let order = ["default"] + AlarmDefinition.ids

    /// The first name that is no alarm's or no channel's; `nil`: all are.
    func stranger(among channels: [String]) -> String? {
        byAlarm.keys.sorted().first { !AlarmDefinition.ids.contains($0) }
            ?? lists.values.joined().first { !channels.contains($0) }
    }
}

/// A configuration with other routes in it.
public struct RoutedText: Sendable, Equatable {
    public var text: String
    /// Comments stood in what had to be written anew.
    public var losesComments: Bool
    public var check: SettingsCheck
    /// The version that it was made from.
    public var version: Int
}

/// Why routes could not be written into the configuration. Nothing has changed.
public enum RouteRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case unknown(String)
    /// The file is faulty, or written in a way that cannot be changed in its place.
    case cannot

    public var description: String {
        switch self {
        case .unknown(let name): "there is no alarm or channel '\(name)'"
        case .cannot:
            "the configuration is written in a way that cannot be changed in its place; change alarms.route in its text"
        }
    }
}

extension SettingsStore {
    /// What the file would say with other routes and everything else as it stands, comments and order with it. Changes
    /// nothing. What comes of it is read again, and refused where anything but the routes would differ.
    public func text(with routes: AlarmRoutes, at now: SettingsMoment) throws(RouteRefusal) -> RoutedText {
        let (state, settings) = (state(at: now), settings)
        if let name = routes.stranger(among: settings.alarms.channels.map(\.name)) { throw .unknown(name) }
        var wanted = settings
        (wanted.alarms.route, wanted.alarms.defaultRoute) = (routes.byAlarm, routes.byDefault)
        guard var edit = AlarmRouteEdit(String(decoding: state.text, as: UTF8.self)),
            let text = edit.text(with: routes), reads(text, as: wanted)
        else { throw .cannot }
        return RoutedText(
            text: text, losesComments: edit.losesComments, check: check(Array(text.utf8)), version: state.version)
    }
}
