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
        return "The \(part) on \(place) cannot be used: \(Self.reason(fault))."
    }

    private static func reason(_ fault: SourceFault) -> String {
        switch fault {
        case .absent: "there is no such chip"
        case .denied: "not permitted"
        case .busy: "another program or driver has that line"
        case .unsuitable: GPIODLines.impediment ?? "the chip has no such line, or it cannot do this"
        case .failed: "the chip failed"
        }
    }
}
