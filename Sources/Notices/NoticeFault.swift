// SPDX-License-Identifier: Apache-2.0

/// Why a notice was not delivered, by what can be done about it. Each has the reason, a part of a sentence.
public enum NoticeFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The server cannot be found or reached, or stopped speaking: later, perhaps.
    case unreachable(String)
    /// The server answers that it cannot do it now: later, perhaps.
    case busy(String)
    /// The server will not do it for us, whatever the notice: somebody must change something.
    case refused(String)
    /// The server does not prove who it is, or will not encrypt: nothing was told to it.
    case insecure(String)
    /// The channel's own settings or files cannot be used.
    case misconfigured(String)
    /// The server will not have this one notice; another may fare better.
    case rejected(String)

    public var reason: String {
        switch self {
        case .unreachable(let reason), .busy(let reason), .refused(let reason), .insecure(let reason),
            .misconfigured(let reason), .rejected(let reason):
            reason
        }
    }

    /// Whether the next notice could be sent though this one cannot.
    var isOfThisNoticeOnly: Bool {
        if case .rejected = self { true } else { false }
    }

    public var description: String { reason }
}
