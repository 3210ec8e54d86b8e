// SPDX-License-Identifier: Apache-2.0

/// What a key means to whoever has the line edited.
enum Edit: Equatable, Sendable {
    /// The line may look different now.
    case changed
    /// The key could do nothing.
    case nothing
    case accepted
    /// Ctrl-C
    case interrupted
    /// Ctrl-D on an empty line
    case endOfInput
    /// The tab key
    case complete
    /// `?` outside quotes
    case help
    /// Ctrl-L
    case clearScreen
    case up, down, search
}
