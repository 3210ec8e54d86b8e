// SPDX-License-Identifier: Apache-2.0

/// Which lines the front panel hangs on; what is `nil` is not there.
public struct PanelPlan: Hashable, Sendable {
    public var lockLamp: LinePlace?
    public var alarmLamp: LinePlace?
    public var alarmRelay: LinePlace?
    public var button: LinePlace?

    public init(
        lockLamp: LinePlace? = nil, alarmLamp: LinePlace? = nil, alarmRelay: LinePlace? = nil, button: LinePlace? = nil
    ) {
        (self.lockLamp, self.alarmLamp) = (lockLamp, alarmLamp)
        (self.alarmRelay, self.button) = (alarmRelay, button)
    }

    /// Whether there is nothing to show and nothing to press.
    public var isEmpty: Bool { self == PanelPlan() }
}

/// What a panel has to tell.
public enum PanelNews: Hashable, Sendable {
    case pressed(ButtonPress)
    /// A part that cannot be used now; told once, until it has worked again.
    case fault(part: String, place: LinePlace, SourceFault)

    /// The fault for people, as a sentence; `nil` for a press.
    public var sentence: String? {
        guard case .fault(let part, let place, let fault) = self else { return nil }
        let lack = fault == .unsuitable ? GPIODLines.impediment : nil
        return "The \(part) on \(place) cannot be used: \(lack ?? fault.clause)."
    }
}
