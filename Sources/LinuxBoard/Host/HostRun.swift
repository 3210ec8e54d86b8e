// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Which run of the machine this is, and how its clock lies to its counter in it. While both stay as they are, nobody has
/// set the clock, and it has never stood still: the kernel steers clock and counter alike.
public struct HostRun: Hashable, Sendable {
    /// The kernel's name for it, new with every start of the machine.
    public var id: String
    /// CLOCK_REALTIME − CLOCK_MONOTONIC, which stands still while the machine sleeps.
    public var difference: Duration

    public init(id: String, difference: Duration) { (self.id, self.difference) = (id, difference) }

    /// `nil` where the kernel does not say.
    public static var current: HostRun? {
        guard let bootID else { return nil }
        let (shown, at) = HostClock.systemTime
        return HostRun(id: bootID, difference: shown.sinceEpoch - at.sinceEpoch)
    }

    private static let bootID: String? = {
        let id = HostText.read("/proc/sys/kernel/random/boot_id")?.filter { !$0.isWhitespace } ?? ""
        return id.isEmpty ? nil : id
    }()

    /// What two readings of two clocks may differ by.
    private static let margin: Duration = .microseconds(5)

    /// Whether the clock has run on since, as it did then.
    public func continues(_ earlier: HostRun) -> Bool {
        id == earlier.id && (difference - earlier.difference).magnitude <= Self.margin
    }
}
