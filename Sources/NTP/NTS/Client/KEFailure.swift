// SPDX-License-Identifier: Apache-2.0

/// Why a client got no keys.
public enum KEFailure: Error, Hashable, Sendable {
    /// What is amiss here: no library, no authorities; a clause.
    case here(String)
    /// There is no connection; a clause.
    case unreachable(String)
    /// Nothing came within the time.
    case silent
    /// The server ended the connection before it had answered.
    case ended
    case certificate(CertificateFlaw)
    /// There is no TLS 1.3 with `ntske/1`; the library's words, which may be empty.
    case handshake(String)
    case refused(KERefusal)

    /// For a sentence.
    public var clause: String {
        switch self {
        case .here(let clause): clause
        case .unreachable(let clause): "there is no connection (\(clause))"
        case .silent: "no answer came in time"
        case .ended: "the server ended the connection without an answer"
        case .certificate(let flaw): flaw.clause
        case .handshake(let words): "TLS 1.3 was not agreed upon\(words.isEmpty ? "" : " (\(words))")"
        case .refused(let refusal): refusal.clause
        }
    }

    /// Whether it may be of this address alone.
    var isOfTheWay: Bool {
        switch self {
        case .unreachable, .silent: true
        default: false
        }
    }
}

/// Why a certificate proves nothing.
public enum CertificateFlaw: Hashable, Sendable {
    case expired
    case notYetValid
    /// It is another server's.
    case name
    /// Nobody who is trusted vouches for it.
    case untrusted
    /// In the library's words.
    case other(String)

    /// For a sentence.
    public var clause: String {
        switch self {
        case .expired: "the server's certificate has expired"
        case .notYetValid: "the server's certificate is not valid yet"
        case .name: "the server's certificate is of another name"
        case .untrusted: "nobody who is trusted vouches for the server's certificate"
        case .other(let words): "the server's certificate is not accepted (\(words))"
        }
    }

    /// Whether it depends on what time it is.
    public var isOfTime: Bool { self == .expired || self == .notYetValid }
}
