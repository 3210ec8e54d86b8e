// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP
import TimeBase

/// What is known of NTS with a server that we ask. It never holds any of a key.
public struct NTSClientFacts: Hashable, Sendable {
    /// Where keys are asked for; `nil`: its name has no address yet.
    public var keysAt: IPEndpoint?
    /// `nil`: there are no keys.
    public var algorithm: AEADAlgorithm?
    /// Cookies that are left, each for one request, and octets of the next one.
    public var cookies = 0
    public var cookieCount = 0
    /// How old the keys are.
    public var age: Duration?
    /// Times that keys were asked for.
    public var tries: UInt64 = 0
    /// Times that they were agreed upon, and that they were asked for in vain since.
    public var agreements: UInt64 = 0
    public var vain = 0
    /// Why the last of them came to nothing; `nil`: it did not.
    public var failure: KEFailure?
    /// Cookies that the server did not know any more.
    public var negatives: UInt64 = 0

    public init() {}

    /// As IANA numbers it; 0: there are no keys.
    public var algorithmNumber: UInt16 { algorithm?.rawValue ?? 0 }
    /// Of a key; 0: there is none.
    public var keyBits: Int { 8 * (algorithm?.keyCount ?? 0) }

    init(_ nts: NTSAssociation, at endpoint: IPEndpoint?, now: MonotonicInstant) {
        keysAt = endpoint
        (tries, failure, negatives) = (nts.tries, nts.failure, nts.negatives)
        (agreements, vain) = (nts.agreements, nts.failures)
        guard let session = nts.session else { return }
        (algorithm, cookies, cookieCount) = (session.algorithm, session.cookiesLeft, session.cookieCount)
        age = nts.agreed.map { now - $0 }
    }

    /// Why it cannot be asked; `nil`: it can, or its address is not known.
    var lack: String? {
        guard algorithm == nil, let keysAt else { return nil }
        guard let failure else { return "Keys for NTS are being asked for at \(keysAt)." }
        return "There are no keys for NTS: \(failure.clause), at \(keysAt)."
    }

    /// "NTS: 8 cookies left, keys 5 min old."
    var sentence: String {
        guard algorithm != nil else { return "There are no keys for NTS yet." }
        let count = cookies == 1 ? "1 cookie" : "\(cookies) cookies"
        let keys = age.map { ", keys \($0.roundedToSecond.humanText) old" } ?? ""
        let last = failure.map { "; fresh ones could not be had: \($0.clause)" } ?? ""
        return "NTS: \(count) left\(keys)\(last)."
    }
}
