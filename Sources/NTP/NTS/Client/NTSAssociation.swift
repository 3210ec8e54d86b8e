// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// NTS with one server, as its client: when keys are to be asked for, those that are there, and why there are none.
///
/// Whoever owns the network asks whether keys are wanted (``wantsKeys(at:knowsTime:)``), tells that they are asked for
/// (``asked(at:)``) and what came of it (``granted(_:of:isDated:at:)``, ``failed(_:at:)``), has requests completed and
/// replies judged.
public struct NTSAssociation: Sendable {
    /// RFC 8915, 4.2: the first and the longest interval between two tries, and how it grows.
    static let firstInterval: Duration = .seconds(10)
    static let longestInterval: Duration = .seconds(432_000)
    static let growth = 1.5
    /// Where there is no way to the server, nobody is bothered by our asking.
    static let longestOnTheWay: Duration = .seconds(900)
    /// Keys are not used for longer, so that none can be broken in time.
    static let lifetime: Duration = .seconds(28 * 86_400)

    public private(set) var session: NTSSession?
    /// Where the keys are of use: as the server told.
    public private(set) var grant: (server: String?, port: UInt16?)
    /// When keys were agreed upon last.
    public private(set) var agreed: MonotonicInstant?
    /// Why the last try came to nothing; `nil`: it did not.
    public private(set) var failure: KEFailure?
    /// Tries so far.
    public private(set) var tries: UInt64 = 0
    /// Tries that came to keys, and those in a row, the latest, that did not.
    public private(set) var agreements: UInt64 = 0
    public private(set) var failures = 0
    /// Cookies that the server did not know any more.
    public private(set) var negatives: UInt64 = 0
    /// What is offered.
    public private(set) var offer = KEInquiry.usual
    /// Tries since a reply was authentic.
    private var vain = 0
    private var next: MonotonicInstant?
    private var isAsking = false
    /// Whether the certificate's dates were checked.
    private var isDated = false

    public init() {}

    // MARK: Keys

    /// - Parameter knowsTime: a certificate that was taken while the time was not known is to be looked at again.
    public func wantsKeys(at now: MonotonicInstant, knowsTime: Bool) -> Bool {
        guard !isAsking, next.map({ $0 <= now }) ?? true else { return false }
        guard let session, session.cookiesLeft > 0, let agreed, now - agreed < Self.lifetime else { return true }
        return knowsTime && !isDated
    }

    public mutating func asked(at now: MonotonicInstant) {
        (isAsking, tries, vain) = (true, tries &+ 1, vain + 1)
        next = now + interval
    }

    private var interval: Duration {
        var interval = Self.firstInterval
        for _ in 1..<max(1, vain) where interval < Self.longestInterval { interval = interval * Self.growth }
        return min(interval, failure?.isOfTheWay == true ? Self.longestOnTheWay : Self.longestInterval)
    }

    /// - Parameter isDated: whether the certificate's dates were checked.
    public mutating func granted(
        _ session: NTSSession, of grant: KEGrant, isDated: Bool, at now: MonotonicInstant
    ) {
        (self.session, self.grant, agreed) = (session, (grant.server, grant.port), now)
        (self.isDated, isAsking, failure) = (isDated, false, nil)
        (agreements, failures) = (agreements &+ 1, 0)
    }

    /// - Returns: whether what was trusted so far is trusted no more.
    public mutating func failed(_ failure: KEFailure, at now: MonotonicInstant) -> Bool {
        (self.failure, isAsking, failures) = (failure, false, failures + 1)
        if failure == .refused(.unsureExport), offer.count > 1 { (offer, next) = ([.aesSIVCMAC256], now) }
        // As RFC 8915, 8.5, has it: a certificate that was taken on trust is refused once the time is known.
        guard case .certificate = failure, session != nil, !isDated else { return false }
        session = nil
        return true
    }

    /// The server is asked at another address: keys are asked for there, no sooner than they would have been.
    public mutating func move() { (session, grant, agreed, isAsking) = (nil, (nil, nil), nil, false) }

    /// Whether another address may serve where this one does not.
    public var isInVain: Bool { session == nil && failure?.isOfTheWay == true && !isAsking }

    // MARK: Packets

    /// Completes a request; `nil`: there are no keys, or no cookies, for it.
    public mutating func request(_ header: [UInt8], with cipher: any AuthenticatedCipher) -> [UInt8]? {
        // So long a true reply could have come beside the NAK (RFC 8915, 5.7).
        if session?.isRefused == true {
            session = nil
            negatives &+= 1
        }
        return session?.request(header, with: cipher)
    }

    /// Judges a datagram of the server's.
    public mutating func judge(
        _ bytes: Span<UInt8>, count: Int, with cipher: any AuthenticatedCipher
    ) -> ReplyAuthentication {
        let authentication = session?.judge(bytes, count: count, with: cipher) ?? .invalid
        if authentication == .valid { vain = 0 }
        return authentication
    }
}
