// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import CAllocationCounter
import NTP
import TimeBase

/// Counts the heap allocations of the hot paths once they are warm: none is allowed. Built as a release, because a
/// debug build allocates where the program that is served does not.
@main struct Budgets {
    static func main() {
        let results = [
            SimulatedPulses().measure(), Requests().measure(), ControlFlood().measure(),
            PortMessages().measureDelayRequests(), PortMessages().measureSyncs(), UnicastClients().measure(),
            PTPTurns().measure(), TapWrites().measure(), AccessFlood().measure(), KeyedRequests().measure(),
            DoorFlood().measure(), NTSRequests().measure(),
        ]
        for result in results { print("\(result.what): \(result.allocations) allocations in \(result.times)") }
        let passed = results.filter { $0.allocations == 0 }.count
        print("\(passed) passed, \(results.count - passed) failed")
        if passed < results.count { preconditionFailure("a hot path allocates") }
    }
}

struct Measurement {
    let what: String
    let allocations: UInt64
    let times: Int
}

/// Runs `body` so many times, and counts what this thread allocates in it.
func count(_ what: String, times: Int, _ body: (Int) -> Void) -> Measurement {
    let before = gnomon_allocations_of_this_thread()
    for index in 0..<times { body(index) }
    return Measurement(what: what, allocations: gnomon_allocations_of_this_thread() - before, times: times)
}
