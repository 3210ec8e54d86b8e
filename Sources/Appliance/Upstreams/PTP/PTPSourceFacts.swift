// SPDX-License-Identifier: Apache-2.0

public import PTP
import TimeBase

/// What is known of a source that is heard by PTP, beside what is known of any.
public struct PTPSourceFacts: Sendable {
    public var interface: String
    public var domain: UInt8
    /// Why nothing can be heard; `nil`: it is listened.
    public var trouble: PTPTrouble?
    /// One sentence: how good the stamps are, and why they are no better.
    public var stampsText = ""
    /// What the protocol tells; `nil` before it ran for the first time.
    public var receiver: TimeReceiverFacts?
    /// Why the master's time is not to be had; `nil`: it is.
    public var hindrance: TimeReceiverHindrance?

    public init(interface: String, domain: UInt8) { (self.interface, self.domain) = (interface, domain) }

    /// What keeps it from being followed, for people; `nil`: nothing does.
    public var complaint: String? {
        if let trouble { return "PTP cannot be heard: \(trouble.clause)." }
        return receiver == nil ? "It has not been listened yet." : hindrance?.sentence
    }
}
