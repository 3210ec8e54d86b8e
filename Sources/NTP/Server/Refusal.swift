// SPDX-License-Identifier: Apache-2.0

/// Why a datagram did not get what it asked for. Nothing is said back about it, for a server that answers nonsense can
/// be made to shout at others; but sometimes a kiss-o'-death to a proper request.
public enum Refusal: UInt8, Sendable, BitwiseCopyable, CaseIterable, Error {
    /// Fewer than the header's 48 octets.
    case tooShort
    /// Longer than the buffer it was received in: no NTP packet is.
    case tooLong
    /// Version 0, or 5 and above.
    case version
    /// Mode 0 in a version that has modes, or from a version 1 peer.
    case reservedMode
    /// Mode 1 of who is no peer, or mode 2.
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
    /// Its client asks more often than is granted to one.
    case rateLimited
    /// Its client is not known, and more such come than are answered.
    case crowded
    /// A message authentication code of an unknown key, or a wrong one, where no crypto-NAK is sent.
    case badMAC
    /// An extension field of unknown type, where policy refuses these.
    case unknownField
}
