// SPDX-License-Identifier: Apache-2.0

/// Why a datagram got no reply. Nothing is ever said back about it: a server that answers nonsense can be made to
/// shout at others.
public enum Refusal: UInt8, Sendable, BitwiseCopyable, CaseIterable, Error {
    /// Fewer than the header's 48 octets.
    case tooShort
    /// Longer than the buffer it was received in: no NTP packet is.
    case tooLong
    /// Version 0, or 5 and above.
    case version
    /// Mode 0 in a version that has modes, or from a version 1 peer.
    case reservedMode
    /// Mode 1 or 2: we are nobody's peer unless configured as one.
    case symmetric
    /// Mode 4: a reply, which asks for none.
    case server
    /// Mode 5.
    case broadcast
    /// Mode 6, in whatever is no request, or from whom nothing is told: its replies can be longer than its requests.
    case control
    /// Mode 7, likewise.
    case privateUse
    /// Extension fields or MAC against the rules of length.
    case malformedTail
    /// Source port 0, to which nobody listens.
    case noReturnPort
    /// The access policy says no.
    case denied
    /// Mode 6 more often, or by more octets of replies, than is granted to one address or to all together.
    case controlLimited
    /// A message authentication code of an unknown key, or a wrong one, where no crypto-NAK is sent.
    case badMAC
    /// An extension field of unknown type, where policy refuses these.
    case unknownField
}
