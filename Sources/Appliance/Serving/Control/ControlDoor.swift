// SPDX-License-Identifier: Apache-2.0

import Board
public import LinuxBoard
public import NTP
import TimeBase

/// Where one NTP worker hands control messages over to the thread that answers them. Neither side waits for the other.
public final class ControlDoor: Sendable {
    static let capacity = 8

    let waiting = Handover(capacity: capacity, empty: ControlRequest())
    /// To whom anything is told.
    let policy: Posted<AccessPolicy>
    private let bell: ControlBell

    init(_ policy: Posted<AccessPolicy>, _ bell: ControlBell) { (self.policy, self.bell) = (policy, bell) }

    /// A door behind which nobody is.
    public convenience init(_ policy: Posted<AccessPolicy>) throws(HostFault) {
        self.init(policy, try ControlBell())
    }

    /// False where too many wait already.
    func hand(over buffer: Span<UInt8>, _ arrival: DatagramArrival) -> Bool {
        let isGiven = waiting.give { $0.set(buffer, arrival) }
        if isGiven { bell.wake.signal() }
        return isGiven
    }
}

/// What wakes the thread behind the doors.
final class ControlBell: Sendable {
    let wake: WakeUp
    init() throws(HostFault) { wake = try WakeUp() }
}

/// A worker's own side of its door: who may pass, and how often. A control message costs it no allocation and no lock.
struct ControlGate {
    private let door: ControlDoor
    /// As it was last looked at, and which publication that is, or a later one.
    private var policy: AccessPolicy
    private var policyCount: UInt64
    private var rate: ControlRate

    init(_ door: ControlDoor, at now: MonotonicInstant) {
        self.door = door
        policyCount = door.policy.count
        policy = door.policy.read()
        rate = ControlRate(at: now)
    }

    /// Hands a datagram of mode 6 over. Returns why not; `nil`: it is on its way.
    mutating func pass(_ buffer: Span<UInt8>, _ arrival: DatagramArrival) -> Refusal? {
        if door.policy.count != policyCount {
            policyCount = door.policy.count
            policy = door.policy.read()
        }
        let address = arrival.source.address.number
        guard policy.allows(address) else { return .control }
        guard arrival.source.port != 0 else { return .noReturnPort }
        guard arrival.count <= ControlRequest.mostOctets, !arrival.isTruncated else { return .tooLong }
        guard rate.admits(address, at: arrival.at) else { return .controlLimited }
        return door.hand(over: buffer, arrival) ? nil : .controlLimited
    }
}
