// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension Responder {
    /// What is done where the RFCs leave it to the server.
    public struct Rules: Hashable, Sendable, BitwiseCopyable {
        /// Whether who sends a bad MAC is told the time with a crypto-NAK instead of a MAC (RFC 5905, 9.2), which its
        /// client cannot use but to learn of it; otherwise it gets no answer, as chronyd has it.
        public var sendsCryptoNAK = false
        /// Whether a request with an extension field of unknown type is refused (RFC 7822 lets a server); otherwise the
        /// field is ignored.
        public var refusesUnknownFields = false
        /// Whether the fields of Network Time Security count as known.
        public var knowsNTS = false
        /// Whether only requests with a good MAC are granted the interleaved mode.
        public var interleavesAuthenticatedOnly = false
        /// Whether who asks by ``MonotonicRootField`` is answered by it.
        public var tellsMonotonicRoot = false

        public init() {}
    }

    /// What became of a request.
    public struct Reply: Hashable, Sendable, BitwiseCopyable {
        /// Octets to send.
        public var count: Int
        /// The receive timestamp that it carries, by which its transmit timestamp is noted later.
        public var receive: NTPTimestamp
        /// Whether ``noteTransmitted(_:at:)`` wants to hear of it.
        public var wantsTransmitStamp: Bool
        public var isInterleaved: Bool
        public var verdict: MessageAuthentication.Verdict
        public var nts: NTSOutcome = .none
    }

    /// What a request with Network Time Security was answered with.
    public enum NTSOutcome: Hashable, Sendable, BitwiseCopyable {
        /// It had none, or it is not served.
        case none
        /// An authentic reply with fresh cookies.
        case good
        /// A kiss-o'-death: its cookie or its authenticator was not good.
        case negative
    }
}
