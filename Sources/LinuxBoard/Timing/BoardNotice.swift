// SPDX-License-Identifier: Apache-2.0

/// What a board has to tell of its devices besides the timing events; each is told when it changes, not at every try.
public enum BoardNotice: Hashable, Sendable {
    /// Why no edges come; `nil`: the source is open.
    case pulse(SourceFault?)
    /// Why the disciplined clock cannot be read or corrected; `nil`: it can.
    case clock(ClockFault?)
    case follower(UInt8, ClockFault?)
}
