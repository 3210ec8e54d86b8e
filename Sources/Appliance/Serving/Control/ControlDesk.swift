// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import Synchronization
import TimeBase

/// Answers control messages for all addresses: whom, from what facts, and by how many octets.
final class ControlDesk: Sendable {
    /// To whom anything is told; changes hold at once.
    let policy: Posted<AccessPolicy>
    private let facts: @Sendable () -> ControlFacts?
    private let budget: Mutex<ControlBudget>

    init(
        _ policy: Posted<AccessPolicy>, at now: MonotonicInstant, facts: @escaping @Sendable () -> ControlFacts?
    ) {
        (self.policy, self.facts) = (policy, facts)
        budget = Mutex(ControlBudget(at: now))
    }

    /// The response in fragments, which are then to be sent, or why there is none.
    func answer(_ request: ControlRequest, at now: MonotonicInstant) -> Result<[[UInt8]], Refusal> {
        let address = request.source.address.number
        guard budget.withLock({ $0.allows(address, at: now) }) else { return .failure(.controlLimited) }
        guard let facts = facts() else { return .failure(.control) }
        let fragments = request.withOctets { octets in
            do throws(ControlSilence) { return try ControlResponder.respond(to: octets, facts: facts) } catch {
                return []
            }
        }
        guard !fragments.isEmpty else { return .failure(.control) }
        budget.withLock { $0.spend(fragments.reduce(0) { $0 + $1.count }, on: address, at: now) }
        return .success(fragments)
    }
}
