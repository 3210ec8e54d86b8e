// SPDX-License-Identifier: Apache-2.0

public import Board

/// What gives a board its pulse.
public enum PulseWiring {
    case none
    /// Edges that are reckoned, on CLOCK_MONOTONIC.
    case simulated(any PulseInput)
    /// A real line, and which of its edges begins the second.
    case line(any EdgeSource, edges: PulseEdges)
}
