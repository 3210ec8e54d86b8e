// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Where news of devices comes from. One thread uses it.
public protocol DeviceSource: AnyObject {
    /// What to poll for changes; −1: there is nothing to wait on.
    var descriptor: Int32 { get }
    /// When ``next(at:)`` is to be asked even though nothing was told; `nil`: never.
    func nextLook(after now: MonotonicInstant) -> MonotonicInstant?
    /// All that is there.
    func look() -> [FoundDevice]
    /// The next change; `nil`: none waits.
    func next(at now: MonotonicInstant) -> DeviceChange?
}
