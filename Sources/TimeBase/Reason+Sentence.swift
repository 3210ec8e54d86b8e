// SPDX-License-Identifier: Apache-2.0

extension Reason {
    /// Why, in one sentence of plain English, with a full stop.
    public var sentence: String {
        switch self {
        case .justStarted: "The program has just started; nothing has been heard yet."
        case .receiverNotFound: "The receiver's port is not there; waiting for it."
        case .receiverUnplugged: "The receiver's port is gone: it was unplugged or its power failed."
        case .receiverSilent, .noTimeStated, .noPulse, .noFix: Self.missing(self)
        case .labelling(let agreeing, let needed):
            "Finding out which second the pulse marks: \(agreeing) of \(needed) seconds agree so far."
        case .messagesDisagree: "The receiver's messages disagree about which second the pulse marks."
        case .messagesEarly(let time):
            "The receiver's messages begin \(time.humanText) before the edge: the pulse may be inverted, "
                + "or the messages come late."
        case .edgesCrowded: "More than one edge comes in each second; which of them is the pulse cannot be told."
        case .settling(let offset) where offset.magnitude < .nanoseconds(1): "Settling on the pulse."
        case .settling(let offset): "Settling on the pulse: the clock is still \(offset.asOffset)."
        case .following(let reference, let used): Self.following(reference, used)
        case .followingUnvouched(let cause, let time):
            "The clock still follows the pulse, but \(cause.clause) \(time.humanText) ago."
        case .receiverContradicts, .pulseContradicts: Self.contradiction(self)
        case .signalTroubled(let trouble, let time):
            "\(trouble.sentence), for \(time.humanText); its pulse is not followed."
        case .implausible(let kind, let figure): kind.sentence(figure)
        case .budgetSpent(let cause): "The error may have outgrown its budget in holdover, after \(cause.clause)."
        case .holdoverLeftOut(let cause): "The order of failover leaves holdover out, and \(cause.clause)."
        case .followingUpstream, .upstreamSilent, .outvoted: Self.upstream(self)
        case .clockStepped: "The clock was set; whatever was measured before no longer counts."
        case .keepingStopped(let time):
            "The timing loop has not turned for \(time.humanText); nobody watches the clock."
        }
    }

    private static func missing(_ reason: Reason) -> String {
        switch reason {
        case .receiverSilent(let time): "The receiver has been silent for \(time.humanText)."
        case .noTimeStated(let time, isUnderstood: true):
            "The receiver speaks, but has stated no time for \(time.humanText)."
        case .noTimeStated(let time, isUnderstood: false):
            "Bytes come from the receiver, but none were understood for \(time.humanText); its speed may be set wrong."
        case .noPulse(let time): "No pulse has come for \(time.humanText)."
        case .noFix(0): "The receiver has no fix: it uses no satellites."
        case .noFix(let used): "The receiver has no fix: it uses only \(satellites(used))."
        default: ""
        }
    }

    private static func upstream(_ reason: Reason) -> String {
        switch reason {
        case .followingUpstream(let stratum):
            "No receiver can be followed; the clock follows other servers, the best of stratum \(stratum)."
        case .upstreamSilent(let time):
            "The servers that the clock followed have been silent or at odds for \(time.humanText)."
        case .outvoted(let distance):
            "Most sources contradict the receiver, which is \(distance.magnitude.humanText) "
                + (distance < .zero ? "ahead of" : "behind") + " them; it is not followed."
        default: ""
        }
    }

    private static func following(_ reference: TimeReference, _ used: UInt16) -> String {
        let agree =
            switch reference {
            case .none: "The clock follows the pulse"
            default: "The pulse and \(reference.name) agree"
            }
        return used == 0 ? agree + "." : agree + "; \(satellites(used)) used."
    }

    private static func contradiction(_ reason: Reason) -> String {
        switch reason {
        case .receiverContradicts(let stated, let expected):
            "The receiver states a time \((stated - expected).asReceiverError); it is not followed."
        case .pulseContradicts(let offset):
            "The pulse comes \(offset.magnitude.humanText) "
                + (offset < .zero ? "earlier" : "later") + " than the clock expects; it is not followed."
        default: ""
        }
    }

    private static func satellites(_ count: UInt16) -> String {
        count == 1 ? "1 satellite" : "\(count) satellites"
    }
}

extension Reason.HoldoverCause {
    /// What happened, to stand after "after" and before "ago".
    public var clause: String {
        switch self {
        case .pulseLost: "the pulse was lost"
        case .receiverSilent: "the receiver fell silent"
        case .receiverUnplugged: "the receiver was unplugged"
        case .fixLost: "the receiver lost its fix"
        case .receiverContradicts: "the receiver began to contradict the established time"
        case .pulseContradicts: "the pulse began to contradict the clock"
        case .signalTroubled: "the receiver's signal came into trouble"
        case .implausible: "the source became implausible"
        case .outvoted: "most sources began to contradict the receiver"
        case .upstreamLost: "the servers that were followed fell silent"
        }
    }
}

extension Reason.SignalTrouble {
    /// What is wrong, as a sentence without its end.
    fileprivate var sentence: String {
        switch self {
        case .weak: "The receiver hears its satellites much weaker than usual"
        case .satellitesLost: "The receiver has lost most of its satellites"
        case .interference: "The receiver is interfered with"
        case .antenna: "The receiver's antenna is cut off or short-circuited"
        }
    }
}

extension Duration {
    /// Of clock − reference.
    fileprivate var asOffset: String {
        "\(magnitude.humanText) " + (self < .zero ? "behind" : "ahead")
    }

    /// Of a stated time against the expected one; whole weeks are named, since a rollover shows in them.
    fileprivate var asReceiverError: String {
        if self == .zero { return "that does not fit the pulse" }
        let weeks = Duration.seconds(604_800)
        let count = roundedToSecond.wholeSeconds / weeks.wholeSeconds
        let isWhole = (self - weeks * count).magnitude < .seconds(2) && count.magnitude > 0
        let unit = count.magnitude == 1 ? "week" : "weeks"
        let amount = isWhole ? "\(count.magnitude) \(unit)" : magnitude.humanText
        return amount + (self < .zero ? " too early" : " too late")
    }
}
