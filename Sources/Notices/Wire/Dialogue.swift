// SPDX-License-Identifier: Apache-2.0

/// One side of a talk over a connection: octets in, actions out.
protocol Dialogue: Sendable {
    /// The connection stands.
    mutating func begin() -> [DialogueAction]
    mutating func received(_ octets: [UInt8]) -> [DialogueAction]
    /// The other side has hung up.
    mutating func ended() -> Result<NoticeReceipt, NoticeFault>
}

enum DialogueAction: Sendable, Hashable {
    case send([UInt8])
    /// From here on nothing is in the clear.
    case startTLS
    /// We have said all; the other side is to hang up. Where it does not, in a while, ``Dialogue/ended()`` follows all
    /// the same.
    case closeOutput
    case end(Result<NoticeReceipt, NoticeFault>)
}
