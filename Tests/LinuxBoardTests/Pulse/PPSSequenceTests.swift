// SPDX-License-Identifier: Apache-2.0

import CLinux
import Testing
import TimeBase

@testable import LinuxBoard

extension clinux_pps_info {
    static func of(rising: (UInt32, Int64), falling: (UInt32, Int64)) -> clinux_pps_info {
        clinux_pps_info(
            assert_sequence: rising.0, clear_sequence: falling.0, assert_ns: rising.1, clear_ns: falling.1)
    }
}

struct PPSSequenceTests {
    private func edge(_ nanoseconds: Int64, rising: Bool) -> EdgeStamp {
        EdgeStamp(clock: .realtime, nanoseconds: nanoseconds, isRising: rising)
    }

    @Test func `what the device held when it was opened is no new edge`() {
        let first = clinux_pps_info.of(rising: (7, 100), falling: (7, 200))
        var sequence = PPSSequence(edges: .both, after: first)
        #expect(sequence.take(first) == (nil, nil))
    }

    @Test func `new edges are told in their order`() {
        var sequence = PPSSequence(edges: .both, after: .of(rising: (7, 100), falling: (7, 200)))
        #expect(sequence.take(.of(rising: (8, 300), falling: (7, 200))) == (edge(300, rising: true), nil))
        #expect(
            sequence.take(.of(rising: (9, 500), falling: (8, 400)))
                == (edge(400, rising: false), edge(500, rising: true)))
        #expect(sequence.missed == 0)
    }

    @Test(arguments: [(PulseEdges.rising, true), (.falling, false)])
    func `only the edges that are wanted are told`(edges: PulseEdges, isRising: Bool) {
        var sequence = PPSSequence(edges: edges, after: .of(rising: (0, 0), falling: (0, 0)))
        let (first, second) = sequence.take(.of(rising: (1, 10), falling: (1, 20)))
        #expect(first == edge(isRising ? 10 : 20, rising: isRising) && second == nil)
    }

    @Test func `edges that came unseen are counted, across the end of the numbers too`() {
        var sequence = PPSSequence(edges: .rising, after: .of(rising: (.max, 0), falling: (0, 0)))
        #expect(sequence.take(.of(rising: (2, 10), falling: (9, 0))).0 == edge(10, rising: true))
        #expect(sequence.missed == 2)
    }

    @Test func `the kernel is asked for what is wanted beside what others asked for`() throws {
        let (assert, clear) = (CLINUX_PPS_ASSERT, CLINUX_PPS_CLEAR)
        #expect(try PulseEdges.rising.mode(offered: assert | clear, captured: assert) == nil)
        #expect(try PulseEdges.falling.mode(offered: assert | clear, captured: assert) == assert | clear)
        #expect(try PulseEdges.both.mode(offered: assert, captured: 0) == assert)
        #expect(try PulseEdges.both.mode(offered: assert, captured: assert) == nil)
        #expect(throws: SourceFault.unsuitable) { try PulseEdges.falling.mode(offered: assert, captured: assert) }
    }
}
