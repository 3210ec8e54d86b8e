// SPDX-License-Identifier: Apache-2.0

/// Why a datagram did not become a sample. The first seven leave the request open: whoever forges replies must
/// not keep the true one out.
public enum ReplyRefusal: UInt8, Sendable, BitwiseCopyable, CaseIterable, Error {
    /// Fewer than the header's 48 octets.
    case tooShort
    /// Not of mode 4.
    case mode
    /// None that we speak, or above the request's.
    case version
    /// Nothing was asked.
    case unasked
    /// It returns another number than the request's: it answers an older one, or somebody guesses.
    case origin
    /// The request has been answered.
    case duplicate
    /// The MAC or authenticator is wrong, or there is none although there has to be.
    case unauthentic
    /// A code of stratum 0 that nobody knows.
    case unknownKiss
    /// The server is not synchronised.
    case unsynchronised
    /// Timestamps that are not set, or in an impossible order.
    case header
    /// By its own words the server may be wrong by 16 s and more.
    case rootDistance
    /// The server gets its time from us.
    case loop
    /// When the request left is not known.
    case unstamped
    /// Our clock was stepped meanwhile.
    case stepped
    /// It came back before it can have.
    case negativeDelay
    case longDelay
    /// The server kept the request for longer than 4 s.
    case longServing
}

/// What became of a datagram.
public enum ReplyOutcome: Sendable, BitwiseCopyable {
    case sample(NTPSample)
    case kiss(KissCode)
    case refused(ReplyRefusal)
}

/// How often each refusal came.
public struct ReplyRefusals: Sendable, BitwiseCopyable {
    private var counts = InlineArray<17, UInt32>(repeating: 0)

    public init() {}

    public subscript(refusal: ReplyRefusal) -> UInt32 {
        get { counts[Int(refusal.rawValue)] }
        set { counts[Int(refusal.rawValue)] = newValue }
    }
}
