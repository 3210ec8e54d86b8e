// SPDX-License-Identifier: Apache-2.0

public import Records
import TimeBase
public import TimeKeeping

extension OutageRecord {
    /// "the receiver lost its fix"
    public var causeText: String { Reason.HoldoverCause.allCases.first { "\($0)" == cause }?.clause ?? cause }
}

extension OutageRecord.End {
    public init(_ end: Outage.End) {
        switch end {
        case .running: self = .running
        case .returned: self = .returned
        case .clockStepped: self = .stepped
        case .reacquired: self = .reacquired
        }
    }

    /// Why nothing was found; `nil` where it was.
    public var text: String? {
        switch self {
        case .running: "not over yet"
        case .returned: nil
        case .stepped: "not found: another program stepped the clock"
        case .reacquired: "not found: somebody had the time acquired anew"
        case .restarted: "not found: the program was restarted meanwhile"
        }
    }
}
