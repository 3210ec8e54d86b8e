// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What every page shows around its own matter.
public struct PageFrame: Sendable {
    public var snapshot: ApplianceSnapshot
    /// What wants attention now, the gravest first.
    public var alarms: [Alarm]
    /// `nil`: nobody has logged in, which only some pages allow.
    public var visitor: Visitor?
    /// A configuration that waits for being confirmed.
    public var pending: PendingChange?

    public init(
        snapshot: ApplianceSnapshot, alarms: [Alarm], visitor: Visitor? = nil, pending: PendingChange? = nil
    ) {
        (self.snapshot, self.alarms, self.visitor, self.pending) = (snapshot, alarms, visitor, pending)
    }

    var status: StatusReport { StatusReport(snapshot) }
    var mayOperate: Bool { visitor?.mayOperate ?? false }
    var mayAdminister: Bool { visitor?.mayAdminister ?? false }
}

/// Who looks at a page.
public struct Visitor: Hashable, Sendable {
    public var name: String
    /// Acknowledging alarms, giving commands, testing channels.
    public var mayOperate: Bool
    /// Settings, users and tokens.
    public var mayAdminister: Bool
    /// What this session's requests that change something must carry.
    public var csrf: String

    public init(name: String, mayOperate: Bool, mayAdminister: Bool, csrf: String) {
        (self.name, self.mayOperate, self.mayAdminister) = (name, mayOperate, mayAdminister)
        self.csrf = csrf
    }
}

/// A configuration in force on trial.
public struct PendingChange: Hashable, Sendable {
    public var version: Int
    /// Until it is taken back.
    public var secondsLeft: Int
    /// Who applied it.
    public var by: String

    public init(version: Int, secondsLeft: Int, by: String) {
        (self.version, self.secondsLeft, self.by) = (version, secondsLeft, by)
    }
}
