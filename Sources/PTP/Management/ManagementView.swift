// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// All that management can tell of one port and its clock, at one moment.
public struct ManagementView: Sendable {
    public var settings: PortSettings
    public var facts: PortFacts
    /// What our clock shows.
    public var shown: TAIInstant
    public var place: ManagementPlace

    public init(settings: PortSettings, facts: PortFacts, shown: TAIInstant, place: ManagementPlace) {
        (self.settings, self.facts, self.shown, self.place) = (settings, facts, shown, place)
    }
}
