// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Records

/// What `services` tells: what is served, where, by which protocol, and what is not and why.
public struct ServicesReport: Encodable, Hashable, Sendable {
    public var services: [ServiceFacts]

    /// - Parameters:
    ///   - settings: as they are now.
    ///   - told: by those who serve what the snapshot does not tell of (``ServiceBook``).
    public init(
        _ snapshot: ApplianceSnapshot, _ settings: Settings, records: RecordHealth, told: [String: [ServiceFacts]]
    ) {
        services =
            ServiceFacts.ntp(snapshot, settings) + ServiceFacts.ptp(snapshot)
            + ServiceFacts.web(settings.management, told) + ServiceFacts.console(settings.console, told)
            + ServiceFacts.compatibility(settings.compatibility, snapshot, told)
            + [ServiceFacts.records(settings.journal, records)] + ServiceFacts.notices(settings.alarms, told)
        let known = Set(services.map(\.service))
        services += told.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.flatMap(\.value)
    }
}

extension ServicesReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        let width = min(services.map { TextStyle.width(of: style.shown($0.service)) }.max() ?? 0, style.columns / 3)
        for item in services {
            let name = style.shown(item.service)
            let gap = String(repeating: " ", count: max(0, width - TextStyle.width(of: name)) + 2)
            let place = item.place.isEmpty ? "" : "  \(item.place)"
            sheet.put(item.state.told + place, mark: name + gap)
            for line in [item.speaks, item.text, item.told] where !line.isEmpty { sheet.put(line, indent: width + 2) }
        }
        return sheet.text
    }
}

extension ServiceFacts.State {
    fileprivate var told: String {
        switch self {
        case .serving: "serving"
        case .failing: "FAILING"
        case .configured: "set up"
        case .off: "off"
        }
    }
}

extension ServiceFacts {
    /// What it counted.
    fileprivate var told: String { counts.phrase.isEmpty ? "" : counts.phrase + "." }
}
