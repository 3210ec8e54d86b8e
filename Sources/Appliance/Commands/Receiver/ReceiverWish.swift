// SPDX-License-Identifier: Apache-2.0

/// What people want of the receiver.
public enum ReceiverWish: Hashable, Sendable {
    /// How much it is to forget.
    public enum Start: String, Hashable, Sendable, CaseIterable {
        case hot, warm, cold
    }

    /// To know what would be sent to it.
    case dryRun
    /// That it is set up anew.
    case configure
    case reset(Start)
}

/// A part of the front panel that alarms are shown by.
public enum PanelPart: String, Hashable, Sendable, CaseIterable {
    case lamp, relay
}
