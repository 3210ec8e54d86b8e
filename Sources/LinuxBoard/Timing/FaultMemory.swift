// SPDX-License-Identifier: Apache-2.0

/// What was last told of each device, so that a fault is told once and its end too.
struct FaultMemory {
    private var pulse: SourceFault?
    private var hasPulse = false
    private var clock: ClockFault?
    private var followers: InlineArray<4, ClockFault?> = .init(repeating: nil)

    mutating func pulse(_ fault: SourceFault?, _ report: (BoardNotice) -> Void) {
        if hasPulse && fault == pulse { return }
        (hasPulse, pulse) = (true, fault)
        report(.pulse(fault))
    }

    mutating func clock(_ fault: ClockFault?, _ report: (BoardNotice) -> Void) {
        if fault == clock { return }
        clock = fault
        report(.clock(fault))
    }

    mutating func follower(_ index: Int, _ fault: ClockFault?, _ report: (BoardNotice) -> Void) {
        if fault == followers[index] { return }
        followers[index] = fault
        report(.follower(UInt8(index), fault))
    }
}
