// SPDX-License-Identifier: Apache-2.0

/// What somebody has pressed, or what the terminal says by itself.
enum Key: Equatable, Sendable {
    case text(Unicode.Scalar)
    /// Text that came by bracketed paste: never a command, whatever it is. A line's end is a line feed.
    case pasted(Unicode.Scalar)
    /// Return, line feed, or both together.
    case enter
    case tab, backspace, delete
    case left, right, up, down, home, end, wordLeft, wordRight, pageUp, pageDown
    /// With the letter as it is on the key: `control("a")`.
    case control(Unicode.Scalar)
    /// Held Alt, or Escape before it; with backspace as U+007F.
    case alt(Unicode.Scalar)
    /// Where the cursor is, counted from 1: the answer to CSI 6 n.
    case cursorReport(row: Int, column: Int)
    /// A sequence that has no meaning here.
    case unknown
}
