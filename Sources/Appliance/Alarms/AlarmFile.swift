// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What the desk knows of one alarm, from when it first holds until it is cleared or, before it was raised, does not
/// hold any more.
struct AlarmFile: Sendable {
    typealias News = (kind: AlarmChange.Kind, alarm: Alarm)

    /// The last one.
    private(set) var reading: AlarmReading
    /// Since when it has held; once it is raised, gaps that did not clear it do not count.
    private let holdsSince: MonotonicInstant
    private var raised: (at: MonotonicInstant, utc: String)?
    var acknowledged: String?
    /// Since when it has not held, though it is raised.
    private var goneSince: MonotonicInstant?
    /// Since when it has been less grave than it is told.
    private var milderSince: MonotonicInstant?
    /// Whether there is nothing left to remember.
    private(set) var isClosed = false

    init(_ reading: AlarmReading, at now: MonotonicInstant) { (self.reading, holdsSince) = (reading, now) }

    var isRaised: Bool { raised != nil }

    /// As it is told; `nil` where it is not raised.
    func alarm(at now: MonotonicInstant?) -> Alarm? {
        guard let raised else { return nil }
        let lasting = (goneSince ?? now).map { $0 - holdsSince }
        return reading.alarm(lasting: lasting, since: raised.utc, acknowledged: acknowledged)
    }

    /// - Parameter new: `nil` where it does not hold.
    mutating func heed(
        _ new: AlarmReading?, raiseAfter: Duration, clearAfter: Duration, at now: MonotonicInstant, utc: UTCInstant
    ) -> News? {
        guard let new else { return miss(clearAfter, at: now) }
        goneSince = nil
        guard raised != nil else {
            reading = new
            return raise(after: raiseAfter, at: now, utc: utc)
        }
        return update(new, milderAfter: clearAfter, at: now)
    }

    private mutating func raise(after patience: Duration, at now: MonotonicInstant, utc: UTCInstant) -> News? {
        guard now - holdsSince >= patience else { return nil }
        raised = (now, utc.iso8601())
        return alarm(at: now).map { (.raised, $0) }
    }

    private mutating func miss(_ clearAfter: Duration, at now: MonotonicInstant) -> News? {
        guard let raised else {
            isClosed = true
            return nil
        }
        milderSince = nil
        let since = goneSince ?? now
        goneSince = since
        guard now - since >= clearAfter else { return nil }
        isClosed = true
        return alarm(at: now).map { (.cleared(after: now - raised.at), $0) }
    }

    /// What has grown graver than it was when somebody acknowledged it must be seen anew.
    private mutating func update(_ new: AlarmReading, milderAfter: Duration, at now: MonotonicInstant) -> News? {
        let before = reading.severity
        milderSince = new.severity < before ? milderSince ?? now : nil
        reading = new
        if let milderSince, now - milderSince < milderAfter { reading.severity = before }
        guard reading.severity != before else { return nil }
        milderSince = nil
        if reading.severity > before { acknowledged = nil }
        return alarm(at: now).map { (.severity(from: before), $0) }
    }
}
