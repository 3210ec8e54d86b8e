// SPDX-License-Identifier: Apache-2.0

/// What gives lines to those who ask: libgpiod, or a test's own.
public protocol LineProvider: Sendable {
    /// Takes a line as an input.
    /// - Parameter prefersRealtime: whether edges should be stamped with CLOCK_REALTIME; where that cannot be had it
    ///   is CLOCK_MONOTONIC, and each stamp says which it is.
    func input(
        _ place: LinePlace, edges: LineEdges, bias: LineBias, prefersRealtime: Bool
    ) throws(SourceFault) -> any InputLine
    /// Takes a line as an output that begins at this level.
    func output(_ place: LinePlace, level: Bool) throws(SourceFault) -> any OutputLine
}

/// A line that was taken as an input; given back when it goes.
public protocol InputLine: AnyObject {
    /// Readable while an edge waits, and once the chip has gone; −1 for one without edges.
    var descriptor: Int32 { get }
    /// The next edge; `nil`: none waits. ``SourceFault/absent`` once the chip has gone. Allocates nothing.
    func take() throws(SourceFault) -> EdgeStamp?
    /// Whether it is on now.
    func isOn() throws(SourceFault) -> Bool
}

/// A line that was taken as an output; given back when it goes, and what it shows then is the chip's affair.
public protocol OutputLine: AnyObject {
    func set(_ level: Bool) throws(SourceFault)
}
