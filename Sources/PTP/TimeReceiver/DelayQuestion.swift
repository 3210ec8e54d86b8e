// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// One Delay_Req and what came of it. When it left and when it arrived may become known in any order.
struct DelayQuestion: Sendable, BitwiseCopyable {
    private(set) var sequence: UInt16 = 0
    private(set) var isOpen = false
    private var egress: TAIInstant?
    private var receipt: TAIInstant?

    /// A new one; what did not become of the last one never will.
    mutating func ask() {
        sequence &+= 1
        (isOpen, egress, receipt) = (true, nil, nil)
    }

    mutating func give() { (isOpen, egress, receipt) = (false, nil, nil) }

    /// When it left, by our scale.
    /// - Returns: how much later it arrived by the master's clock than it left by ours, once both are known.
    mutating func left(at instant: TAIInstant) -> Duration? {
        if isOpen, egress == nil { egress = instant }
        return result
    }

    /// When it arrived, by the master's clock, the corrections taken out.
    mutating func arrived(at instant: TAIInstant) -> Duration? {
        if isOpen, receipt == nil { receipt = instant }
        return result
    }

    private var result: Duration? {
        mutating get {
            guard isOpen, let egress, let receipt else { return nil }
            give()
            return receipt - egress
        }
    }
}
