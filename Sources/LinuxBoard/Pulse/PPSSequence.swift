// SPDX-License-Identifier: Apache-2.0

import CLinux

/// Tells the new edges of a PPS device from the old ones, by their sequence numbers.
struct PPSSequence {
    private let edges: PulseEdges
    private var last: clinux_pps_info
    /// Edges that came and went between two looks; the kernel keeps only the last of each kind.
    private(set) var missed: UInt64 = 0

    /// - Parameter first: what the device held when it was opened: old edges, however recent.
    init(edges: PulseEdges, after first: clinux_pps_info) {
        (self.edges, last) = (edges, first)
    }

    /// Up to two edges, the older first.
    mutating func take(_ info: clinux_pps_info) -> (EdgeStamp?, EdgeStamp?) {
        let rising = edge(true, info.assert_sequence &- last.assert_sequence, info.assert_ns)
        let falling = edge(false, info.clear_sequence &- last.clear_sequence, info.clear_ns)
        last = info
        guard let rising, let falling else { return (rising ?? falling, nil) }
        return rising.nanoseconds <= falling.nanoseconds ? (rising, falling) : (falling, rising)
    }

    private mutating func edge(_ isRising: Bool, _ advance: UInt32, _ nanoseconds: Int64) -> EdgeStamp? {
        guard advance != 0, edges.includes(rising: isRising) else { return nil }
        missed &+= UInt64(advance &- 1)
        return EdgeStamp(clock: .realtime, nanoseconds: nanoseconds, isRising: isRising)
    }
}
